using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Sentinel.Contracts;

/// <summary>
/// The identity of a stored row: the epoch minute of its window and 8 bytes of the hash of what it came from.
/// Its text is base64url of both, big-endian: 16 characters whose prefix grows with time, which keeps an engine's look-up cheap.
/// </summary>
public readonly record struct RowId(uint Minute, ulong Hash)
{
    public const int TextLength = 16;

    /// <summary>Orders rows that tie: the upper 4 bytes of the hash, shifted so that the signed order is that of the bytes.</summary>
    public int Tie => (int)((long)(Hash >> 32) + int.MinValue);

    public static bool TryParse([NotNullWhen(true)] string? text, out RowId id)
    {
        id = default;
        Span<byte> bytes = stackalloc byte[12];
        if (text is not { Length: TextLength }) return false;
        if (Base64Url.DecodeFromChars(text, bytes, out _, out var length) != OperationStatus.Done || length != bytes.Length) return false;
        id = new(BinaryPrimitives.ReadUInt32BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[4..]));
        return true;
    }

    /// <exception cref="FormatException">The text is no row id.</exception>
    public static RowId Parse(string text) => TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is no row id");

    /// <summary>Writes the text into <paramref name="utf8"/>, which holds at least <see cref="TextLength"/> bytes.</summary>
    public void Format(Span<byte> utf8)
    {
        Span<byte> bytes = stackalloc byte[12];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, Minute);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[4..], Hash);
        Base64Url.EncodeToUtf8(bytes, utf8);
    }

    public override string ToString()
    {
        Span<byte> utf8 = stackalloc byte[TextLength];
        Format(utf8);
        return Encoding.ASCII.GetString(utf8);
    }
}
