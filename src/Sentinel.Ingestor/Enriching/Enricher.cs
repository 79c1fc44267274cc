using Microsoft.Extensions.Options;
using Sentinel.Contracts;
using Sentinel.Inventory.Exporters;
using Sentinel.Inventory.Networks;
using Sentinel.Inventory.Threats;

namespace Sentinel.Ingestor.Enriching;

/// <summary>
/// Adds what the producer did not say. Runs after merging: what is configured or derived may change between two attempts of a message, so
/// it must never decide which records form a row.
/// </summary>
internal sealed class Enricher(IOptions<IngestOptions> options, ExporterInventory exporters, NetworkInventory networks, ThreatInventory threats)
{
    /// <summary>How many flows are looked up together: few enough for all that they need to fit beside the processor.</summary>
    private const int Together = 32;

    private readonly Address defaultExporter = Address.Parse(options.Value.DefaultExporter);

    /// <summary>Names the exporter where the producer did not. What was two exporters' then is one's, which begins the message once.</summary>
    /// <param name="flows">All rows of a message, in their order.</param>
    public void NameExporters(IReadOnlyList<Flow> flows)
    {
        foreach (var unnamed in flows.Where(flow => flow.ExporterIp == Address.UnspecifiedV4)) unnamed.ExporterIp = defaultExporter;
        foreach (var later in flows.Where(flow => flow.BeginsMessage && flow.ExporterIp == defaultExporter).Skip(1)) later.BeginsMessage = false;
    }

    /// <summary>By what is known at its begin, all of them, once <see cref="NameExporters"/> has named theirs.</summary>
    public void Enrich(ReadOnlySpan<Flow> flows)
    {
        var (knownExporters, knownNetworks, knownThreats) = (exporters.Current, networks.Current, threats.Current);
        for (; flows.Length > Together; flows = flows[Together..]) EnrichTogether(flows[..Together], knownExporters, knownNetworks, knownThreats);
        EnrichTogether(flows, knownExporters, knownNetworks, knownThreats);
    }

    private void EnrichTogether(ReadOnlySpan<Flow> flows, ExporterTable knownExporters, NetworkTable knownNetworks, ThreatIndex knownThreats)
    {
        foreach (var flow in flows) AddContext(flow, knownExporters);

        Span<Address> ends = stackalloc Address[2 * flows.Length];
        for (var index = 0; index < flows.Length; index++) (ends[index], ends[flows.Length + index]) = (flows[index].SrcIp, flows[index].DstIp);
        Span<int> places = stackalloc int[ends.Length];
        knownNetworks.Find(ends, places);
        for (var index = 0; index < flows.Length; index++) AddNetworks(flows[index], in knownNetworks[places[index]], in knownNetworks[places[flows.Length + index]]);

        if (knownThreats.Count == 0) return;
        Span<ulong> hosts = stackalloc ulong[flows.Length];
        for (var index = 0; index < flows.Length; index++) hosts[index] = flows[index].DstHost is { } host ? knownThreats.Ask(host) : 0;
        knownThreats.Find(ends, places);
        for (var index = 0; index < flows.Length; index++) AddThreat(flows[index], knownThreats, places[index], places[flows.Length + index], hosts[index]);
    }

    private static void AddContext(Flow flow, ExporterTable known)
    {
        if (known.Find(flow.ExporterIp) is not { } context) return;
        flow.ProjectId ??= context.ProjectId;
        flow.FwInstanceId ??= context.FwInstanceId;
        flow.EnterpriseProjectId ??= context.EnterpriseProjectId;
        flow.VgwId ??= context.VgwId;
        flow.LogType ??= context.LogType;
    }

    private static void AddNetworks(Flow flow, in Network source, in Network destination)
    {
        flow.Direction ??= DirectionOf(source, destination);
        flow.SrcRegion ??= source.Region;
        flow.SrcCountry ??= source.Country;
        flow.DstRegion ??= destination.Region;
        flow.DstCountry ??= destination.Country;
        AddAsset(flow, InsideEnd(flow.Direction, source, destination));
    }

    private static string DirectionOf(in Network source, in Network destination) => (source.IsInside, destination.IsInside) switch
    {
        (true, true) => Directions.Internal,
        (true, false) => Directions.Outbound,
        (false, true) => Directions.Inbound,
        (false, false) => Directions.External,
    };

    /// <summary>The asset at the end that is inside; where both are, the one that is asked, which is more often the one that somebody listed.</summary>
    private static Asset InsideEnd(string direction, in Network source, in Network destination) => direction switch
    {
        Directions.Outbound => source.Asset,
        Directions.Inbound => destination.Asset,
        Directions.Internal => destination.Asset.IsKnown ? destination.Asset : source.Asset,
        _ => default,
    };

    /// <summary>Kind and tags belong to the name: beside another that the producer gave they would be false.</summary>
    private static void AddAsset(Flow flow, in Asset asset)
    {
        if (!asset.IsKnown) return;
        if (flow.AssetName is not null && !string.Equals(flow.AssetName, asset.Name, StringComparison.Ordinal)) return;
        flow.AssetName ??= asset.Name;
        flow.AssetKind ??= asset.Kind;
        if (flow.AssetTags.Count == 0) flow.AssetTags = asset.Tags;
    }

    /// <summary>All three tell of one endpoint, so that none is added beside one that the producer gave.</summary>
    private static void AddThreat(Flow flow, ThreatIndex known, int source, int destination, ulong host)
    {
        if (flow.ThreatIp is not null || flow.ThreatHost is not null || flow.ThreatList is not null) return;
        if ((known[destination] ?? (flow.DstHost is null ? null : known.ListOf(flow.DstHost, host))) is { } ofDestination)
            (flow.ThreatIp, flow.ThreatHost, flow.ThreatList) = (flow.DstIp, flow.DstHost, ofDestination);
        else if (known[source] is { } ofSource)
            (flow.ThreatIp, flow.ThreatHost, flow.ThreatList) = (flow.SrcIp, flow.SrcHost, ofSource);
    }
}
