using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Sentinel.Contracts;

namespace Sentinel.Flows.Merging;

/// <summary>
/// What makes a message itself, however often and to whomever it is delivered: the SHA-256 of its declared id, its exporter and the bytes
/// of its flows. Ids of records, and so of rows, come from it, so that a redelivery writes the same over itself.
/// </summary>
public readonly struct MessageIdentity : IEquatable<MessageIdentity>
{
    private readonly Digest digest;

    private MessageIdentity(Digest digest) => this.digest = digest;

    public static bool operator ==(MessageIdentity left, MessageIdentity right) => left.Equals(right);

    public static bool operator !=(MessageIdentity left, MessageIdentity right) => !left.Equals(right);

    /// <param name="declaredId">The id that the message declares, if any.</param>
    /// <param name="exporter">The batch's exporter, which its flows' own text may leave out.</param>
    /// <param name="flows">The raw JSON of the <c>flows</c> array; in other forms the whole body.</param>
    public static MessageIdentity Of(string? declaredId, Address? exporter, ReadOnlySpan<byte> flows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        // Each part says its length, so that no two divisions of the same bytes agree.
        AppendText(hash, declaredId);
        AppendText(hash, exporter?.ToString());
        hash.AppendData(flows);
        Digest result = default;
        hash.GetHashAndReset(result);
        return new(result);
    }

    /// <summary>The id of the record that stands at the index.</summary>
    public RecordId RecordIdOf(int index)
    {
        Span<byte> input = stackalloc byte[SHA256.HashSizeInBytes + 4];
        ((ReadOnlySpan<byte>)digest).CopyTo(input);
        BinaryPrimitives.WriteInt32BigEndian(input[SHA256.HashSizeInBytes..], index);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, hash);
        return RecordId.Of(hash);
    }

    public bool Equals(MessageIdentity other) => ((ReadOnlySpan<byte>)digest).SequenceEqual(other.digest);

    public override bool Equals(object? obj) => obj is MessageIdentity other && Equals(other);

    public override int GetHashCode() => BinaryPrimitives.ReadInt32BigEndian(digest);

    private static void AppendText(IncrementalHash hash, string? text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text ?? "");
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, text is null ? -1 : utf8.Length);
        hash.AppendData(length);
        hash.AppendData(utf8);
    }

    [InlineArray(SHA256.HashSizeInBytes)]
    private struct Digest
    {
        private byte first;
    }
}
