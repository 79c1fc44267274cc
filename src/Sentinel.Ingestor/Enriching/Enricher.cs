using Microsoft.Extensions.Options;
using Sentinel.Contracts;

namespace Sentinel.Ingestor.Enriching;

/// <summary>
/// Adds what the producer did not say. Runs after merging: what is configured or derived may change between two attempts of a message, so
/// it must never decide which records form a row.
/// </summary>
internal sealed class Enricher(IOptions<IngestOptions> options)
{
    private readonly Address defaultExporter = Address.Parse(options.Value.DefaultExporter);

    public void Enrich(Flow flow)
    {
        if (flow.ExporterIp == Address.UnspecifiedV4) flow.ExporterIp = defaultExporter;
        flow.Direction ??= DirectionOf(flow);
    }

    private static string DirectionOf(Flow flow) => (Inside.Holds(flow.SrcIp), Inside.Holds(flow.DstIp)) switch
    {
        (true, true) => Directions.Internal,
        (true, false) => Directions.Outbound,
        (false, true) => Directions.Inbound,
        (false, false) => Directions.External,
    };
}
