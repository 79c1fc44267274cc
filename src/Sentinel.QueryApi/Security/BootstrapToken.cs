using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Sentinel.QueryApi.Security;

/// <summary>The token from the settings. Only its hash is kept, and compared in constant time.</summary>
internal sealed class BootstrapToken(IOptions<SecurityOptions> options)
{
    private readonly byte[] hash = HashOf(options.Value.BootstrapToken!.Trim()); // as the sent one is

    public bool Matches(string token) => CryptographicOperations.FixedTimeEquals(HashOf(token), hash);

    /// <summary>Who holds it, with every scope.</summary>
    public static ClaimsIdentity Identity(string scheme) =>
        new([new(ClaimTypes.Name, "bootstrap"), .. Scopes.All.Select(scope => new Claim(Scopes.ClaimType, scope))], scheme);

    private static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
