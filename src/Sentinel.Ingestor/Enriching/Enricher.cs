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
    private readonly Address defaultExporter = Address.Parse(options.Value.DefaultExporter);

    public void Enrich(Flow flow)
    {
        if (flow.ExporterIp == Address.UnspecifiedV4) flow.ExporterIp = defaultExporter;
        if (exporters.Current.Find(flow.ExporterIp) is { } context) AddContext(flow, context);

        var known = networks.Current;
        var (source, destination) = (known.Find(flow.SrcIp), known.Find(flow.DstIp));
        flow.Direction ??= DirectionOf(source, destination);
        AddPlaces(flow, source, destination);
        if (InsideEnd(flow.Direction, source, destination) is { } asset) AddAsset(flow, asset);

        AddThreat(flow, threats.Current);
    }

    private static void AddContext(Flow flow, ExporterContext context)
    {
        flow.ProjectId ??= context.ProjectId;
        flow.FwInstanceId ??= context.FwInstanceId;
        flow.EnterpriseProjectId ??= context.EnterpriseProjectId;
        flow.VgwId ??= context.VgwId;
        flow.LogType ??= context.LogType;
    }

    private static string DirectionOf(Network source, Network destination) => (source.IsInside, destination.IsInside) switch
    {
        (true, true) => Directions.Internal,
        (true, false) => Directions.Outbound,
        (false, true) => Directions.Inbound,
        (false, false) => Directions.External,
    };

    private static void AddPlaces(Flow flow, Network source, Network destination)
    {
        flow.SrcRegion ??= source.Region;
        flow.SrcCountry ??= source.Country;
        flow.DstRegion ??= destination.Region;
        flow.DstCountry ??= destination.Country;
    }

    /// <summary>The asset at the end that is inside; where both are, the one that is asked, which is more often the one that somebody listed.</summary>
    private static Asset? InsideEnd(string direction, Network source, Network destination) => direction switch
    {
        Directions.Outbound => source.Asset,
        Directions.Inbound => destination.Asset,
        Directions.Internal => destination.Asset ?? source.Asset,
        _ => null,
    };

    /// <summary>Kind and tags belong to the name: beside another that the producer gave they would be false.</summary>
    private static void AddAsset(Flow flow, Asset asset)
    {
        if (flow.AssetName is not null && !string.Equals(flow.AssetName, asset.Name, StringComparison.Ordinal)) return;
        flow.AssetName ??= asset.Name;
        flow.AssetKind ??= asset.Kind;
        if (flow.AssetTags.Count == 0) flow.AssetTags = asset.Tags;
    }

    /// <summary>All three tell of one endpoint, so that none is added beside one that the producer gave.</summary>
    private static void AddThreat(Flow flow, ThreatIndex known)
    {
        if (known.Count == 0 || flow.ThreatIp is not null || flow.ThreatHost is not null || flow.ThreatList is not null) return;
        if ((known.ListOf(flow.DstIp) ?? (flow.DstHost is { } host ? known.ListOf(host) : null)) is { } ofDestination)
            (flow.ThreatIp, flow.ThreatHost, flow.ThreatList) = (flow.DstIp, flow.DstHost, ofDestination);
        else if (known.ListOf(flow.SrcIp) is { } ofSource)
            (flow.ThreatIp, flow.ThreatHost, flow.ThreatList) = (flow.SrcIp, flow.SrcHost, ofSource);
    }
}
