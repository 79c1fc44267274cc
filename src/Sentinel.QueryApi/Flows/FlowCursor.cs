using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.Flows;

/// <summary>
/// Where a walk through <c>/flows</c> stands: the first page's parameters as sent, the end of its range, the last row shown and the limit.
/// It gives no right: parameters are read from it as from a request, and what the caller may see is decided anew.
/// </summary>
/// <param name="To">Epoch ms; the end of the first page's range, or what stood for it where none was asked for.</param>
internal sealed record FlowCursor(IReadOnlyDictionary<string, string> Parameters, long To, int Limit, RowPosition After)
{
    /// <summary>Of the text. Three filters by words of the greatest length fit.</summary>
    public const int MaxLength = 6_144;

    private const byte Version = 1;
    private const int ChecksumLength = 8;

    public static bool TryParse(string text, [NotNullWhen(true)] out FlowCursor? cursor)
    {
        cursor = null;
        if (text.Length > MaxLength || !Base64Url.IsValid(text)) return false;
        var bytes = Base64Url.DecodeFromChars(text);
        if (bytes.Length <= ChecksumLength) return false;
        var content = bytes.AsSpan(ChecksumLength);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(content, hash);
        // One text for one cursor: other spellings of the same bytes are not ours.
        if (!hash[..ChecksumLength].SequenceEqual(bytes.AsSpan(0, ChecksumLength)) || !string.Equals(Base64Url.EncodeToString(bytes), text, StringComparison.Ordinal)) return false;
        try
        {
            cursor = Read(bytes);
        }
        catch (Exception failure) when (failure is EndOfStreamException or FormatException or IOException)
        {
            return false;
        }

        return cursor is not null;
    }

    public override string ToString()
    {
        using var buffer = new MemoryStream();
        using var writer = new BinaryWriter(buffer, Encoding.UTF8);
        writer.Write(stackalloc byte[ChecksumLength]);
        writer.Write(Version);
        writer.Write((byte)Parameters.Count);
        foreach (var (name, value) in Parameters)
        {
            writer.Write(name);
            writer.Write(value);
        }

        writer.Write(To);
        writer.Write(Limit);
        writer.Write(After.Value);
        writer.Write(After.LastSeen);
        writer.Write(After.Tie);
        writer.Write(After.SrcIp.High);
        writer.Write(After.SrcIp.Low);
        writer.Write((ushort)After.SrcPort);
        var bytes = buffer.ToArray();
        SHA256.HashData(bytes.AsSpan(ChecksumLength)).AsSpan(0, ChecksumLength).CopyTo(bytes);
        return Base64Url.EncodeToString(bytes);
    }

    private static FlowCursor? Read(byte[] bytes)
    {
        using var buffer = new MemoryStream(bytes, ChecksumLength, bytes.Length - ChecksumLength);
        using var reader = new BinaryReader(buffer, Encoding.UTF8);
        if (reader.ReadByte() != Version) return null;
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var left = reader.ReadByte(); left > 0; left--)
        {
            if (!parameters.TryAdd(reader.ReadString(), reader.ReadString())) return null;
        }

        var cursor = new FlowCursor(parameters, reader.ReadInt64(), reader.ReadInt32(), new(
            reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt32(), Address.FromParts(reader.ReadUInt64(), reader.ReadUInt64()), reader.ReadUInt16()));
        return cursor is { To: >= 0, Limit: >= 1 and <= FindQuery.MaxLimit, After: { Value: >= 0, LastSeen: >= 0 } } && buffer.Position == buffer.Length ? cursor : null;
    }
}
