using System.Text;
using System.Text.Json.Nodes;
using Sentinel.Contracts;

namespace Sentinel.QueryApi.Tests.FlowReports;

/// <summary>What the dialect should answer, by plain LINQ over the rows.</summary>
internal static class Judge
{
    public static bool IsUplink(Flow flow) => flow.Direction is "outbound" or "internal";

    public static JsonObject Report(FlowRow row)
    {
        var flow = row.Flow;
        return new()
        {
            ["id"] = Id(row),
            ["subscriber_id"] = flow.SubscriberId ?? "",
            ["source_ip"] = flow.SrcIp.ToString(),
            ["destination_ip"] = flow.DstIp.ToString(),
            ["source_port"] = flow.SrcPort,
            ["destination_port"] = flow.DstPort,
            ["protocol"] = flow.Protocol,
            ["packets"] = flow.Packets,
            ["bytes"] = flow.Bytes,
            ["start_time"] = Time(flow.FirstSeen),
            ["end_time"] = Time(flow.LastSeen),
            ["direction"] = IsUplink(flow) ? "uplink" : "downlink",
            ["action"] = flow.Action is "drop" ? "drop" : "allow",
        };
    }

    /// <summary>The newest first.</summary>
    public static JsonObject Page(IEnumerable<FlowRow> rows, int page, int perPage)
    {
        var all = Ordered(rows).Reverse().ToList();
        return Result(new JsonObject
        {
            ["items"] = new JsonArray([.. all.Skip((page - 1) * perPage).Take(perPage).Select(Report)]),
            ["page"] = page,
            ["per_page"] = perPage,
            ["total_count"] = all.Count,
        });
    }

    public static JsonObject Groups(IEnumerable<FlowRow> rows, string by) => Result(new JsonArray(
    [
        .. Ordered(rows)
            .GroupBy(row => by is "day" ? Time(row.Flow.LastSeen)[..10] : row.Flow.SubscriberId ?? "", StringComparer.Ordinal)
            .OrderBy(group => Encoding.UTF8.GetBytes(group.Key), Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right)))
            .Select(group => new JsonObject { [group.Key] = new JsonArray([.. group.Select(Report)]) }),
    ]));

    /// <param name="anyDirection">The rows as they would be without a direction asked for.</param>
    public static JsonObject Stats(IEnumerable<FlowRow> rows, IEnumerable<FlowRow> anyDirection) => Result(new JsonObject
    {
        ["protocols"] = new JsonArray(
        [
            .. rows.GroupBy(row => row.Flow.Protocol).Select(group => (group.Key, Count: Count(group)))
                .OrderByDescending(group => group.Count).ThenBy(group => group.Key)
                .Select(group => new JsonObject { ["protocol"] = group.Key, ["count"] = group.Count }),
        ]),
        ["top_destinations_uplink"] = new JsonArray(
        [
            .. anyDirection.Where(row => IsUplink(row.Flow)).GroupBy(row => row.Flow.DstIp).Select(group => (group.Key, Count: Count(group)))
                .OrderByDescending(group => group.Count).ThenBy(group => group.Key.Number).Take(10)
                .Select(group => new JsonObject { ["ip"] = group.Key.ToString(), ["count"] = group.Count }),
        ]),
    });

    private static IEnumerable<FlowRow> Ordered(IEnumerable<FlowRow> rows) => rows
        .OrderBy(row => row.Flow.LastSeen).ThenBy(row => row.Id.Tie).ThenBy(row => row.Flow.SrcIp.Number).ThenBy(row => row.Flow.SrcPort);

    private static long Id(FlowRow row) => (long)(row.Id.Hash / 2048);

    private static long Count(IEnumerable<FlowRow> rows) => rows.Sum(row => row.Flow.FlowCount);

    private static string Time(long time) => DateTime.UnixEpoch.AddMilliseconds(time).ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture);

    private static JsonObject Result(JsonNode result) => new() { ["result"] = result };
}
