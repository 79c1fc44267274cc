using System.Globalization;
using System.Text;
using Microsoft.OpenApi;

namespace Sentinel.QueryApi.Requests;

/// <summary>Any text that is not empty, up to a length in UTF-8 bytes.</summary>
internal sealed class TextParameter(string name, int maxBytes, string meaning) : QueryParameter<string>(name, meaning)
{
    public override bool TryParse(string text, out string value, out string why)
    {
        value = text;
        why = string.Create(CultureInfo.InvariantCulture, $"must have 1 to {maxBytes} bytes");
        return text.Length > 0 && Encoding.UTF8.GetByteCount(text) <= maxBytes;
    }

    public override OpenApiSchema Schema() => new() { Type = JsonSchemaType.String, MinLength = 1 };
}
