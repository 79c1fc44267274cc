using Microsoft.OpenApi;
using Sentinel.Contracts;

namespace Sentinel.QueryApi.Requests;

/// <summary>An address, which stands for itself, or a CIDR prefix.</summary>
internal sealed class PrefixParameter(string name, string meaning) : QueryParameter<Prefix>(name, meaning)
{
    /// <summary>Of <c>0000:…:0000:255.255.255.255/128</c>.</summary>
    public const int MaxLength = 49;

    public override bool TryParse(string text, out Prefix value, out string why)
    {
        why = "must be an IP address or a CIDR prefix, such as 10.0.0.5 or 2001:db8::/32";
        value = default;
        return text.Length <= MaxLength && Prefix.TryParse(text, out value);
    }

    public override OpenApiSchema Schema() => new() { Type = JsonSchemaType.String };
}
