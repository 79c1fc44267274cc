using System.Buffers;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Sentinel.Storage.OpenSearch.Http;

/// <summary>The body of a request, written as UTF-8 JSON into a pooled buffer; one document, or several by lines.</summary>
internal sealed class JsonBody : IBufferWriter<byte>, IDisposable
{
    private byte[] buffer;
    private int length;

    public JsonBody(int sizeHint = 4096)
    {
        buffer = ArrayPool<byte>.Shared.Rent(sizeHint);
        Json = new Utf8JsonWriter(this, new JsonWriterOptions { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    public Utf8JsonWriter Json { get; }

    /// <summary>Whether the body is lines, as a bulk is.</summary>
    public bool IsLines { get; private set; }

    /// <summary>What was written; valid until the body is disposed.</summary>
    public ReadOnlyMemory<byte> Written
    {
        get
        {
            Json.Flush();
            return buffer.AsMemory(0, length);
        }
    }

    /// <summary>Ends the document; the next one stands on the next line.</summary>
    public void EndLine()
    {
        Json.Flush();
        Json.Reset();
        GetSpan(1)[0] = (byte)'\n';
        length++;
        IsLines = true;
    }

    /// <summary>The same bytes, packed.</summary>
    public byte[] Packed()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(Written.Span);
        return packed.ToArray();
    }

    public void Advance(int count) => length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return buffer.AsMemory(length);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public void Dispose()
    {
        Json.Dispose();
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
    }

    private void Reserve(int sizeHint)
    {
        var needed = checked(length + Math.Max(sizeHint, 256));
        if (needed <= buffer.Length) return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, checked(buffer.Length * 2)));
        buffer.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
