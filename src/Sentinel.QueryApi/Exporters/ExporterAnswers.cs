using System.ComponentModel;
using System.Text.Json.Serialization;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.Exporters;

internal sealed record ExportersAnswer(
    [property: Description("All exporters, whatever page was asked for; at most 10000")] int Total,
    int Offset,
    int Limit,
    IReadOnlyList<ExporterAnswer> Exporters);

internal sealed record ExporterAnswer(
    string ExporterIp,
    [property: Description("Start of its first flow that is held, epoch ms")] long FirstSeen,
    [property: Description("End of its last flow, epoch ms")] long LastSeen,
    [property: Description("Source records, not stored rows")] Int128 Flows,
    [property: Description("Messages whose first flow from this exporter is stored and never lay in quarantine")] long Messages,
    [property: Description("Of the last 1440 whole minutes, those in which none of its flows ended")] int MinutesWithoutFlows)
{
    public static ExporterAnswer Of(ExporterEntry entry, int minutesWithoutFlows) =>
        new(entry.Exporter.ToString(), entry.FirstSeen, entry.LastSeen, entry.Flows, entry.Messages, minutesWithoutFlows);
}

[JsonSerializable(typeof(ExportersAnswer))]
internal sealed partial class ExporterAnswersJson : JsonSerializerContext;
