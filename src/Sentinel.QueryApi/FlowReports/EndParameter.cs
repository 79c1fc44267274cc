using System.Globalization;
using Microsoft.OpenApi;
using Sentinel.Contracts;
using Sentinel.QueryApi.Requests;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.FlowReports;

/// <summary>One end of a flow: an address or a prefix, <c>address:port</c>, <c>[v6]:port</c>, or a port alone as <c>:port</c>.</summary>
internal sealed class EndParameter(string name, AddressField address, NumberField port, string meaning) : QueryParameter<Filter>(name, meaning)
{
    private const string WrongPort = "invalid port number";

    public override bool TryParse(string text, out Filter value, out string why)
    {
        value = Filter.Everything;
        var (host, portText) = Split(text);
        why = WrongPort;
        var conditions = new List<Filter>(2);
        if (portText is not null)
        {
            if (!ushort.TryParse(portText, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
            conditions.Add(Filter.Is(port, number));
        }

        if (host is not null)
        {
            why = $"invalid IP address: {host}";
            if (!Prefix.TryParse(host, out var prefix)) return false;
            conditions.Add(PrefixParameter.Matching(address, prefix));
        }

        value = new Filter.All(conditions);
        return true;
    }

    public override string Refuse(string why) => $"invalid {Name} filter: {why}";

    public override OpenApiSchema Schema() => new() { Type = JsonSchemaType.String };

    /// <summary>A second colon makes it a v6 address, whose port stands behind brackets.</summary>
    private static (string? Host, string? Port) Split(string text)
    {
        var bracket = text.IndexOf(']', StringComparison.Ordinal);
        if (text.StartsWith('[') && bracket > 0)
        {
            var behind = text[(bracket + 1)..];
            return behind.Length == 0 ? (text[1..bracket], null)
                : behind[0] == ':' ? (text[1..bracket], behind[1..])
                : (text, null);
        }

        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 || text.IndexOf(':', colon + 1) >= 0 ? (text, null)
            : colon == 0 ? (null, text[1..])
            : (text[..colon], text[(colon + 1)..]);
    }
}
