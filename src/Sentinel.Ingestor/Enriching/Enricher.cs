using Sentinel.Contracts;

namespace Sentinel.Ingestor.Enriching;

/// <summary>
/// Adds what the producer did not say. Runs after merging: what is derived here may change between two attempts of a message, so it must
/// never decide which records form a row.
/// </summary>
internal static class Enricher
{
    public static void Enrich(Flow flow) => flow.Direction ??= DirectionOf(flow);

    private static string DirectionOf(Flow flow) => (Inside.Holds(flow.SrcIp), Inside.Holds(flow.DstIp)) switch
    {
        (true, true) => Directions.Internal,
        (true, false) => Directions.Outbound,
        (false, true) => Directions.Inbound,
        (false, false) => Directions.External,
    };
}
