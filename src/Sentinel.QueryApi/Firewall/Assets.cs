using Sentinel.Contracts;
using Sentinel.Inventory.Networks;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.Firewall;

/// <summary>Conditions on the asset of a record, which is its inside end: the source when outbound, the destination when inbound.</summary>
internal static class Assets
{
    private static readonly Filter IsOutbound = Filter.Is(FlowFields.Direction, Directions.Outbound);
    private static readonly Filter IsInbound = Filter.Is(FlowFields.Direction, Directions.Inbound);

    public static Filter ArePrivate { get; } = Ends(IsPrivate);

    public static Filter ArePublic { get; } = Ends(end => new Filter.Not(IsPrivate(end)));

    /// <summary>Sessions that came from outside and were let in.</summary>
    public static Filter AreOpenPorts { get; } = new Filter.All([IsInbound, Filter.Is(FlowFields.Action, Actions.Allow)]);

    public static Filter Are(Address address) => Ends(end => Filter.Is(end, address));

    private static Filter.Any Ends(Func<AddressField, Filter> condition) => new(
    [
        new Filter.All([IsOutbound, condition(FlowFields.SrcIp)]),
        new Filter.All([IsInbound, condition(FlowFields.DstIp)]),
    ]);

    private static Filter IsPrivate(AddressField end) => new Filter.Any([.. PrivateNetworks.Prefixes.Select(prefix => new Filter.Within(end, prefix))]);
}
