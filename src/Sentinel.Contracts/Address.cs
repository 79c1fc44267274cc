using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text;

namespace Sentinel.Contracts;

/// <summary>
/// An IPv4 or IPv6 address as its 128-bit number; v4 is <c>::ffff:a.b.c.d</c>, so both have one order, the engines' own.
/// Text is RFC 5952 with hexadecimal groups only, v4 dotted: every engine and every dialect writes the same characters.
/// </summary>
public readonly record struct Address(UInt128 Number) : IComparable<Address>
{
    /// <summary>The longest text of an address, in characters and in UTF-8 bytes.</summary>
    public const int MaxTextLength = 39;

    private const ulong V4Marker = 0xFFFF_0000_0000;

    private static readonly SearchValues<byte> V6Characters = SearchValues.Create("0123456789abcdefABCDEF:."u8);

    /// <summary><c>0.0.0.0</c>: the exporter of a flow whose producer names none, unless configured otherwise.</summary>
    public static Address UnspecifiedV4 { get; } = FromV4(0);

    public ulong High => (ulong)(Number >> 64);

    public ulong Low => (ulong)Number;

    public bool IsV4 => High == 0 && Low >> 32 == 0xFFFF;

    public static Address FromV4(uint number) => new(V4Marker | number);

    public static Address FromParts(ulong high, ulong low) => new(new UInt128(high, low));

    public static bool operator <(Address left, Address right) => left.Number < right.Number;

    public static bool operator >(Address left, Address right) => left.Number > right.Number;

    public static bool operator <=(Address left, Address right) => left.Number <= right.Number;

    public static bool operator >=(Address left, Address right) => left.Number >= right.Number;

    /// <summary>Reads dotted v4 (four decimal numbers without leading zeros) or v6 text; no zone, brackets or port.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out Address address)
    {
        if (TryParseV4(utf8, out address)) return true;
        if (utf8.Length is < 2 or > 45 || utf8.IndexOf((byte)':') < 0 || utf8.IndexOfAnyExcept(V6Characters) >= 0) return false;
        if (!IPAddress.TryParse(utf8, out var parsed)) return false;
        Span<byte> bytes = stackalloc byte[16];
        parsed.TryWriteBytes(bytes, out _);
        address = new(BinaryPrimitives.ReadUInt128BigEndian(bytes));
        return true;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{byte}, out Address)"/>
    public static bool TryParse([NotNullWhen(true)] string? text, out Address address)
    {
        address = default;
        if (text is null or { Length: > 45 }) return false;
        Span<byte> utf8 = stackalloc byte[3 * 45];
        return TryParse(utf8[..Encoding.UTF8.GetBytes(text, utf8)], out address);
    }

    /// <exception cref="FormatException">The text is no address.</exception>
    public static Address Parse(string text) =>
        TryParse(text, out var address) ? address : throw new FormatException($"'{text}' is no IP address");

    public int CompareTo(Address other) => Number.CompareTo(other.Number);

    public override string ToString()
    {
        Span<byte> utf8 = stackalloc byte[MaxTextLength];
        return Encoding.ASCII.GetString(utf8[..Format(utf8)]);
    }

    /// <summary>Writes the text into <paramref name="utf8"/>, which holds at least <see cref="MaxTextLength"/> bytes, and returns its length.</summary>
    public int Format(Span<byte> utf8) => IsV4 ? FormatV4(utf8) : FormatV6(utf8);

    private static bool TryParseV4(ReadOnlySpan<byte> utf8, out Address address)
    {
        address = default;
        if (utf8.Length is < 7 or > 15) return false;
        uint number = 0, part = 0;
        int parts = 1, digits = 0;
        foreach (var character in utf8)
        {
            if (character == '.')
            {
                if (digits == 0 || ++parts > 4) return false;
                number = (number << 8) | part;
                part = 0;
                digits = 0;
            }
            else
            {
                if (!char.IsAsciiDigit((char)character) || (digits > 0 && part == 0)) return false;
                part = (part * 10) + character - '0';
                if (part > 255) return false;
                digits++;
            }
        }

        if (parts != 4 || digits == 0) return false;
        address = FromV4((number << 8) | part);
        return true;
    }

    private int FormatV4(Span<byte> utf8)
    {
        var length = 0;
        for (var shift = 24; shift >= 0; shift -= 8)
        {
            ((byte)(Low >> shift)).TryFormat(utf8[length..], out var written, provider: CultureInfo.InvariantCulture);
            length += written;
            if (shift > 0) utf8[length++] = (byte)'.';
        }

        return length;
    }

    private int FormatV6(Span<byte> utf8)
    {
        var (zerosStart, zerosLength) = LongestRunOfZeroGroups();
        var length = 0;
        for (var group = 0; group < 8; group++)
        {
            if (group == zerosStart)
            {
                utf8[length++] = (byte)':';
                if (group == 0) utf8[length++] = (byte)':';
                group += zerosLength - 1;
                continue;
            }

            Group(group).TryFormat(utf8[length..], out var written, "x", CultureInfo.InvariantCulture);
            length += written;
            if (group < 7) utf8[length++] = (byte)':';
        }

        return length;
    }

    private ushort Group(int index) => (ushort)(Number >> (112 - (16 * index)));

    /// <summary>RFC 5952: the first of the longest runs of at least two zero groups; (-1, 0) where there is none.</summary>
    private (int Start, int Length) LongestRunOfZeroGroups()
    {
        var longest = (Start: -1, Length: 1);
        for (var start = 0; start < 8; start++)
        {
            var length = 0;
            while (start + length < 8 && Group(start + length) == 0) length++;
            if (length > longest.Length) longest = (start, length);
            start += length;
        }

        return longest;
    }
}
