using Microsoft.OpenApi;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.Requests;

/// <summary>An address, which stands for itself, or a CIDR prefix.</summary>
internal sealed class PrefixParameter(string name, string meaning) : QueryParameter<Prefix>(name, meaning)
{
    /// <summary>Of <c>0000:…:0000:255.255.255.255/128</c>.</summary>
    public const int MaxLength = 49;

    /// <summary>The rows whose address is in the prefix.</summary>
    public static Filter Matching(AddressField field, Prefix prefix) =>
        prefix == Prefix.Of(prefix.First) ? Filter.Is(field, prefix.First) : new Filter.Within(field, prefix);

    public override bool TryParse(string text, out Prefix value, out string why)
    {
        why = "must be an IP address or a CIDR prefix, such as 10.0.0.5 or 2001:db8::/32";
        value = default;
        return text.Length <= MaxLength && Prefix.TryParse(text, out value);
    }

    public override OpenApiSchema Schema() => new() { Type = JsonSchemaType.String };
}
