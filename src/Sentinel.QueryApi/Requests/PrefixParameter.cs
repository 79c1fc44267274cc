using Microsoft.OpenApi;
using Sentinel.Contracts;

namespace Sentinel.QueryApi.Requests;

/// <summary>An address, which stands for itself, or a CIDR prefix.</summary>
internal sealed class PrefixParameter(string name, string meaning) : QueryParameter<Prefix>(name, meaning)
{
    public override bool TryParse(string text, out Prefix value, out string why)
    {
        why = "must be an IP address or a CIDR prefix, such as 10.0.0.5 or 2001:db8::/32";
        return Prefix.TryParse(text, out value);
    }

    public override OpenApiSchema Schema() => new() { Type = JsonSchemaType.String };
}
