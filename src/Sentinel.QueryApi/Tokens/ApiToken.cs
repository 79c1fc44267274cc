using System.Security.Cryptography;
using System.Text;

namespace Sentinel.QueryApi.Tokens;

/// <summary>
/// The form of a token: <c>snt_</c>, 43 random base62 characters (256 bits), and 6 of checksum, by which a leaked one is recognised
/// and a mistyped one told from an unknown.
/// </summary>
public static class ApiToken
{
    private const string Mark = "snt_";
    private const string Base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const int SecretLength = 43;
    private const int ChecksumLength = 6;
    private const int IdLength = 16;

    public static string New()
    {
        var secret = RandomNumberGenerator.GetString(Base62, SecretLength);
        return Mark + secret + ChecksumOf(secret);
    }

    /// <summary>Whether it was made by <see cref="New"/>, somewhere: what is not has no need to be looked for.</summary>
    internal static bool IsWellFormed(string token) =>
        token.Length == Mark.Length + SecretLength + ChecksumLength
        && token.StartsWith(Mark, StringComparison.Ordinal)
        && token.AsSpan(Mark.Length + SecretLength).SequenceEqual(ChecksumOf(token.Substring(Mark.Length, SecretLength)));

    /// <summary>All that is kept of a token.</summary>
    internal static byte[] HashOf(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>The public id under which a token is kept: made from its hash, which it does not tell.</summary>
    internal static string IdOf(ReadOnlySpan<byte> hash) => Convert.ToHexStringLower(SHA256.HashData(hash))[..IdLength];

    internal static bool IsId(string text) => text.Length == IdLength && text.All(char.IsAsciiHexDigitLower);

    /// <summary>The first 32 bits of the secret's SHA-256, in base62.</summary>
    private static string ChecksumOf(string secret)
    {
        var number = BitConverter.ToUInt32(SHA256.HashData(Encoding.ASCII.GetBytes(secret)));
        return string.Create(ChecksumLength, number, static (text, value) =>
        {
            for (var index = ChecksumLength - 1; index >= 0; index--, value /= (uint)Base62.Length) text[index] = Base62[(int)(value % (uint)Base62.Length)];
        });
    }
}
