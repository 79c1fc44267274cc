using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Sentinel.Contracts;

/// <summary>
/// A CIDR prefix such as <c>10.0.0.0/8</c>. A v6 prefix holds no v4 address, even where the 128-bit numbers would say so
/// (<c>::/0</c>). Bits past the length are cleared.
/// </summary>
public readonly record struct Prefix
{
    private Prefix(Address first, int length, bool isV4) => (First, Length, IsV4) = (first, length, isV4);

    /// <summary>The lowest address of the prefix.</summary>
    public Address First { get; }

    /// <summary>The highest address of the prefix.</summary>
    public Address Last => new(First.Number | ~Mask(IsV4 ? Length + 96 : Length));

    /// <summary>0…32 for v4, 0…128 for v6.</summary>
    public int Length { get; }

    public bool IsV4 { get; }

    /// <summary>The prefix that holds the one address.</summary>
    public static Prefix Of(Address address) => new(address, address.IsV4 ? 32 : 128, address.IsV4);

    /// <summary>Reads <c>address/length</c>, or an address alone, which stands for itself.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Prefix prefix)
    {
        prefix = default;
        if (text is null) return false;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (!Address.TryParse(slash < 0 ? text : text[..slash], out var address)) return false;
        if (slash < 0)
        {
            prefix = Of(address);
            return true;
        }

        if (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length > 128) return false;
        // The length counts from the v6 form where that was written: ::ffff:10.0.0.0/104 is 10.0.0.0/8, and below /96 lies more than v4.
        var bits = text.Contains(':', StringComparison.Ordinal) ? length : length + 96;
        if (bits > 128) return false;
        var isV4 = address.IsV4 && bits >= 96;
        prefix = new(new(address.Number & Mask(bits)), isV4 ? bits - 96 : bits, isV4);
        return true;
    }

    /// <exception cref="FormatException">The text is no prefix.</exception>
    public static Prefix Parse(string text) =>
        TryParse(text, out var prefix) ? prefix : throw new FormatException($"'{text}' is no IP prefix");

    public bool Contains(Address address) => address.IsV4 == IsV4 && address >= First && address <= Last;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{First}/{Length}");

    private static UInt128 Mask(int length) => length == 0 ? UInt128.Zero : UInt128.MaxValue << (128 - length);
}
