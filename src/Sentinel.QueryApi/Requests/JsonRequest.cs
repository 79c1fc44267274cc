using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sentinel.QueryApi.Requests;

/// <summary>A small JSON object as a request's body.</summary>
internal static class JsonRequest
{
    public const int MaxBytes = 64 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>Null where the body is no JSON object, or a text in it is no Unicode.</summary>
    /// <exception cref="BadHttpRequestException">It is larger than <see cref="MaxBytes"/>.</exception>
    public static async Task<JsonObject?> ReadObjectAsync(HttpRequest request, CancellationToken cancellation)
    {
        var buffer = new byte[MaxBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        if (length > MaxBytes) throw new BadHttpRequestException($"The body is larger than {MaxBytes} bytes.", StatusCodes.Status413PayloadTooLarge);
        try
        {
            var body = JsonNode.Parse(buffer.AsSpan(0, length), documentOptions: Strict) as JsonObject;
            RequireValidTexts(buffer.AsSpan(0, length));
            return body;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Half a surrogate is seen when a text is read, not when its object is.</summary>
    private static void RequireValidTexts(ReadOnlySpan<byte> body)
    {
        var json = new Utf8JsonReader(body);
        while (json.Read())
        {
            if (json.TokenType is JsonTokenType.PropertyName or JsonTokenType.String) _ = json.GetString();
        }
    }
}
