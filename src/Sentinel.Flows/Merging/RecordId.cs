using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using Sentinel.Contracts;

namespace Sentinel.Flows.Merging;

/// <summary>
/// The identity of a record: 16 bytes of the hash of its message's identity and its index there. It names the record in quarantine, and
/// its first half the row that begins with it: who has a record and its id makes the row that the message would make.
/// </summary>
public readonly record struct RecordId(ulong High, ulong Low)
{
    public const int TextLength = 22;

    private const int Length = 16;

    /// <param name="hash">Its first 16 bytes count.</param>
    public static RecordId Of(ReadOnlySpan<byte> hash) =>
        new(BinaryPrimitives.ReadUInt64BigEndian(hash), BinaryPrimitives.ReadUInt64BigEndian(hash[8..]));

    /// <param name="text">Its base64url, of characters or of UTF-8.</param>
    public static bool TryParse(ReadOnlySpan<byte> text, out RecordId id)
    {
        id = default;
        Span<byte> bytes = stackalloc byte[Length];
        if (text.Length != TextLength || Base64Url.DecodeFromUtf8(text, bytes, out _, out var length) != OperationStatus.Done || length != Length) return false;
        id = Of(bytes);
        return true;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{byte}, out RecordId)"/>
    public static bool TryParse(string text, out RecordId id)
    {
        id = default;
        Span<byte> utf8 = stackalloc byte[TextLength];
        return text.Length == TextLength && System.Text.Ascii.FromUtf16(text, utf8, out _) == OperationStatus.Done && TryParse(utf8, out id);
    }

    /// <summary>The id of the row of that window whose first record this is.</summary>
    public RowId RowIn(Window window) => new(window.Minute, High);

    /// <summary>22 characters.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Low);
        return Base64Url.EncodeToString(bytes);
    }
}
