using Microsoft.OpenApi;
using Sentinel.Contracts;
using Sentinel.QueryApi.Requests;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.Firewall;

/// <summary>An enterprise project by its id; two ids are none, but stand for records without one, and for all.</summary>
internal sealed class EnterpriseProjectParameter() : QueryParameter<Filter>(
    FlowFields.EnterpriseProjectId.Name, "Records of that enterprise project; `0` those of none, `all_granted_eps` those of any or none")
{
    private const string None = "0";
    private const string All = "all_granted_eps";

    public override bool TryParse(string text, out Filter value, out string why)
    {
        why = "";
        value = text switch
        {
            All => Filter.Everything,
            None => new Filter.Not(new Filter.Has(FlowFields.EnterpriseProjectId)),
            _ => Filter.Is(FlowFields.EnterpriseProjectId, text),
        };
        return true;
    }

    public override OpenApiSchema Schema() => new() { Type = JsonSchemaType.String };
}
