using System.Text;
using System.Text.Json;

namespace Sentinel.Storage;

/// <summary>A JSON object, kept as the text it is.</summary>
public readonly record struct DocumentBody
{
    /// <summary>Of the text as UTF-8.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <exception cref="ArgumentException">The text is no JSON object, or is longer than <see cref="MaxBytes"/>.</exception>
    public DocumentBody(string json)
    {
        if (Encoding.UTF8.GetByteCount(json) > MaxBytes) throw new ArgumentException($"a document has at most {MaxBytes} bytes", nameof(json));
        if (!IsObject(json)) throw new ArgumentException("a document is a JSON object", nameof(json));
        Json = json;
    }

    public string Json { get; }

    public override string ToString() => Json;

    private static bool IsObject(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new() { AllowDuplicateProperties = false });
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
