using System.IO.Compression;
using System.Security.Cryptography;
using Sentinel.Flows.Decoding;

namespace Sentinel.QueryApi.Publishing;

/// <summary>A request's body, plain or gzip, unpacked up to the largest message there may be.</summary>
internal static class PublishedBody
{
    /// <summary>How long a body may take to arrive: meanwhile what has come of it stays in memory.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromMinutes(2);

    /// <summary>What a <c>Content-Encoding</c> may say.</summary>
    public const string Encodings = "gzip, identity";

    /// <summary>Packing adds less than that to a body that it cannot make smaller.</summary>
    private const int MaxPackedBytes = NotAMessageException.MaxBodyBytes + (1024 * 1024);

    /// <summary>
    /// Nobody else's bytes, put behind a body as one more member of its gzip. Unpacking passes over whatever follows the last member and is none,
    /// without a word: it did so where these have not come out.
    /// </summary>
    private static readonly byte[] End = RandomNumberGenerator.GetBytes(16);

    private static readonly byte[] PackedEnd = Pack(End);

    /// <summary>Null where the encoding is one we do not know.</summary>
    public static bool? IsPacked(IHeaderDictionary headers) => headers.ContentEncoding.ToString().ToUpperInvariant() switch
    {
        "" or "IDENTITY" => false,
        "GZIP" or "X-GZIP" => true,
        _ => null,
    };

    /// <summary>Null where the bodies in memory leave no room for it.</summary>
    /// <exception cref="NotAMessageException">Too large, or not what its encoding says.</exception>
    /// <exception cref="SlowBodyException"/>
    public static async Task<byte[]?> ReadAsync(HttpRequest request, bool isPacked, BodyRoom.Share room, TimeProvider time, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        if (!isPacked) return await TryReceiveAsync(request.Body, body, NotAMessageException.MaxBodyBytes, room, time, cancellation) ? body.ToArray() : null;
        using var packed = new MemoryStream();
        if (!await TryReceiveAsync(request.Body, packed, MaxPackedBytes, room, time, cancellation)) return null;
        packed.Write(PackedEnd);
        packed.Position = 0;
        return await TryUnpackAsync(packed, body, room, cancellation) ? body.GetBuffer()[..((int)body.Length - End.Length)] : null;
    }

    /// <inheritdoc cref="TryCopyAsync"/>
    private static async Task<bool> TryReceiveAsync(Stream from, MemoryStream to, int max, BodyRoom.Share room, TimeProvider time, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            return await TryCopyAsync(from, to, max, room, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new SlowBodyException();
        }
    }

    private static async Task<bool> TryUnpackAsync(MemoryStream packed, MemoryStream body, BodyRoom.Share room, CancellationToken cancellation)
    {
        await using var unpacked = new GZipStream(packed, CompressionMode.Decompress);
        try
        {
            if (!await TryCopyAsync(unpacked, body, NotAMessageException.MaxBodyBytes + End.Length, room, cancellation)) return false;
            if (!body.GetBuffer().AsSpan(0, (int)body.Length).EndsWith(End)) throw new InvalidDataException();
            return true;
        }
        catch (InvalidDataException)
        {
            throw new NotAMessageException("it is not the gzip that Content-Encoding says");
        }
    }

    /// <summary>False where there is no room.</summary>
    private static async Task<bool> TryCopyAsync(Stream from, MemoryStream to, int max, BodyRoom.Share room, CancellationToken cancellation)
    {
        var buffer = new byte[81_920];
        while (await from.ReadAsync(buffer, cancellation) is > 0 and var length)
        {
            if (to.Length + length > max) throw new NotAMessageException("it is larger than 16 MiB, unpacked", isTooLarge: true);
            if (!room.TryGrow(length)) return false;
            to.Write(buffer, 0, length);
        }

        return true;
    }

    private static byte[] Pack(byte[] plain)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(plain);
        return packed.ToArray();
    }
}
