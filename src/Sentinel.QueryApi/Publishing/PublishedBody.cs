using System.IO.Compression;
using Sentinel.Flows.Decoding;

namespace Sentinel.QueryApi.Publishing;

/// <summary>A request's body, plain or gzip, unpacked up to the largest message there may be.</summary>
internal static class PublishedBody
{
    /// <summary>What a <c>Content-Encoding</c> may say.</summary>
    public const string Encodings = "gzip, identity";

    /// <summary>Null where the encoding is one we do not know.</summary>
    public static Func<Stream, Stream>? UnpackerOf(IHeaderDictionary headers) => headers.ContentEncoding.ToString().ToUpperInvariant() switch
    {
        "" or "IDENTITY" => body => body,
        "GZIP" or "X-GZIP" => body => new GZipStream(body, CompressionMode.Decompress),
        _ => null,
    };

    /// <summary>Null where the bodies in memory leave no room for it.</summary>
    /// <exception cref="NotAMessageException">Too large, or not what its encoding says.</exception>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, Func<Stream, Stream> unpacker, BodyRoom.Share room, CancellationToken cancellation)
    {
        await using var unpacked = unpacker(request.Body);
        using var body = new MemoryStream();
        var buffer = new byte[81_920];
        try
        {
            while (await unpacked.ReadAsync(buffer, cancellation) is > 0 and var length)
            {
                if (body.Length + length > NotAMessageException.MaxBodyBytes) throw new NotAMessageException("it is larger than 16 MiB, unpacked", isTooLarge: true);
                if (!room.TryGrow(length)) return null;
                body.Write(buffer, 0, length);
            }
        }
        catch (InvalidDataException)
        {
            throw new NotAMessageException("it is not the gzip that Content-Encoding says");
        }

        return body.ToArray();
    }
}
