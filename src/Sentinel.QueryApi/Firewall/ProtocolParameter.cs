using Microsoft.OpenApi;
using Sentinel.Contracts;
using Sentinel.QueryApi.Requests;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.Firewall;

/// <summary>A protocol by its number or a name of it in any case; <c>-1</c> is any.</summary>
internal sealed class ProtocolParameter() : QueryParameter<Filter>("protocol", "Protocol by number or name; -1 is any")
{
    private const string Any = "-1";
    private const string IcmpV6 = "ICMPv6";

    /// <summary>As the dialect writes it.</summary>
    public static string NameOf(int protocol) => protocol == Protocols.IcmpV6 ? IcmpV6 : Protocols.NameOf(protocol);

    public override bool TryParse(string text, out Filter value, out string why)
    {
        why = "must be a protocol's number, its name or -1";
        value = Filter.Everything;
        if (string.Equals(text, Any, StringComparison.Ordinal)) return true;
        if (!Protocols.TryParse(text, out var number)) return false;
        value = Filter.Is(FlowFields.Protocol, number);
        return true;
    }

    public override OpenApiSchema Schema() => new() { Type = JsonSchemaType.String };
}
