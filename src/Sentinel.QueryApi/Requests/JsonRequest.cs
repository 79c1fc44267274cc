using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sentinel.QueryApi.Requests;

/// <summary>A small JSON object as a request's body.</summary>
internal static class JsonRequest
{
    public const int MaxBytes = 64 * 1024;

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>Null where the body is no JSON object.</summary>
    /// <exception cref="BadHttpRequestException">It is larger than <see cref="MaxBytes"/>.</exception>
    public static async Task<JsonObject?> ReadObjectAsync(HttpRequest request, CancellationToken cancellation)
    {
        var buffer = new byte[MaxBytes + 1];
        var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation);
        if (length > MaxBytes) throw new BadHttpRequestException($"The body is larger than {MaxBytes} bytes.", StatusCodes.Status413PayloadTooLarge);
        try
        {
            return JsonNode.Parse(buffer.AsSpan(0, length), documentOptions: Strict) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
