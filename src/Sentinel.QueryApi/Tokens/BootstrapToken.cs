using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Sentinel.QueryApi.Tokens;

/// <summary>The token from the settings. Only its hash is kept, and compared in constant time.</summary>
internal sealed class BootstrapToken(IOptions<TokenOptions> options)
{
    private readonly byte[] hash = ApiToken.HashOf(options.Value.BootstrapToken!.Trim()); // as the sent one is

    public bool Matches(string token) => CryptographicOperations.FixedTimeEquals(ApiToken.HashOf(token), hash);
}
