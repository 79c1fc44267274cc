using System.Text;

namespace Sentinel.Flows.Decoding;

/// <summary>Looks ASCII names up by their UTF-8 bytes, as a body holds them.</summary>
internal sealed class Utf8NameComparer : IEqualityComparer<string>, IAlternateEqualityComparer<ReadOnlySpan<byte>, string>
{
    public static Utf8NameComparer Instance { get; } = new();

    public bool Equals(string? x, string? y) => string.Equals(x, y, StringComparison.Ordinal);

    public bool Equals(ReadOnlySpan<byte> alternate, string other) => Ascii.Equals(alternate, other);

    public int GetHashCode(string obj) => GetHashCode(Encoding.ASCII.GetBytes(obj));

    /// <summary>The names are few and known, and what is looked up is never added: no one can make them collide.</summary>
    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        var hash = alternate.Length;
        foreach (var character in alternate) hash = (hash * 31) + character;
        return hash;
    }

    public string Create(ReadOnlySpan<byte> alternate) => Encoding.ASCII.GetString(alternate);
}
