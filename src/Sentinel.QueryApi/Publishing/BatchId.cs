using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Sentinel.QueryApi.Requests;

namespace Sentinel.QueryApi.Publishing;

/// <summary>The id under which a body counts once, and where it was found.</summary>
internal readonly record struct BatchId(string Text, string Source)
{
    public const string KeyHeader = "Idempotency-Key";
    public const int MaxKeyLength = 200;

    private const int MaxPlainLength = 180;

    public static AnswerHeader SourceHeader { get; } =
        new("Sentinel-Batch-Id-Source", "Where batch_id comes from: idempotency-key, batch_id, or body (its SHA-256)") { IsText = true };

    /// <summary>The header's key, else the id that the body declares, else the SHA-256 of the body. A key of another form is a fault.</summary>
    public static BatchId Of(HttpRequest request, string? declared, ReadOnlySpan<byte> body, Faults faults)
    {
        var keys = request.Headers[KeyHeader];
        if (keys.Count > 0)
        {
            if (keys is not [{ Length: >= 1 and <= MaxKeyLength } key] || !key.All(IsVisible))
                faults.Add(KeyHeader, "must be given once, with 1 to 200 visible ASCII characters");
            return new(keys.ToString(), "idempotency-key");
        }

        return declared is null ? new(HashOf(body), "body") : new(declared, "batch_id");
    }

    /// <summary>The id of a part, always one that a message may declare: a longer one than that, or one that is not plain, stands as its hash.</summary>
    public string OfPart(int index)
    {
        var isPlain = Text.Length <= MaxPlainLength && Text.All(IsVisible);
        return string.Create(CultureInfo.InvariantCulture, $"{(isPlain ? Text : HashOf(Encoding.UTF8.GetBytes(Text)))}/{index}");
    }

    private static bool IsVisible(char character) => character is >= '!' and <= '~';

    private static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
