using System.Globalization;
using System.Text.Json.Nodes;
using Sentinel.Contracts;

namespace Sentinel.QueryApi.Tests.Vpn;

/// <summary>What the dialect should answer, by plain LINQ over the rows.</summary>
internal sealed class Judge(IEnumerable<FlowRow> rows, long now)
{
    private const long Minute = 60_000;

    /// <summary>Of the table: step and number of points.</summary>
    private static readonly Dictionary<string, (long Step, int Count, string Source)> Table = new(StringComparer.Ordinal)
    {
        ["1h"] = (Minute / 2, 120, "usage_history_hires"), ["3h"] = (Minute, 180, "usage_history_hires"), ["6h"] = (2 * Minute, 180, "usage_history_hires"),
        ["12h"] = (5 * Minute, 144, "usage_history_hires"), ["24h"] = (15 * Minute, 96, "usage_history_hires"), ["7d"] = (60 * Minute, 168, "stats_hourly"),
        ["30d"] = (360 * Minute, 120, "stats_6h"), ["1y"] = (1_440 * Minute, 365, "stats_daily"),
    };

    private static readonly Dictionary<string, (long Step, string Source)> Forced = new(StringComparer.Ordinal)
    {
        ["raw"] = (Minute, "usage_history"), ["5min"] = (5 * Minute, "usage_history_hires"), ["hourly"] = (60 * Minute, "stats_hourly"),
        ["6h"] = (360 * Minute, "stats_6h"), ["daily"] = (1_440 * Minute, "stats_daily"),
    };

    private readonly List<Flow> flows = [.. rows.Select(row => row.Flow).Where(flow => flow.SubscriberId is not null)];

    public static IEnumerable<string> Ranges => Table.Keys;

    public static IEnumerable<string> Resolutions => Forced.Keys;

    public IReadOnlyList<string> Names => [.. flows.Select(flow => flow.SubscriberId!).Distinct(StringComparer.Ordinal).Order(Comparer<string>.Create((left, right) => FieldValue.FromKeyword(left).CompareTo(right)))];

    public JsonObject Analytics(string range)
    {
        var step = range switch { "24h" => 15 * Minute, "7d" => 105 * Minute, _ => 450 * Minute };
        var starts = Starts(step, 96);
        var inRange = Between(starts[0], starts[^1] + step);
        var history = starts.Select(start => (Start: start, Flows: Between(start, start + step))).ToList();
        return new()
        {
            ["success"] = true,
            ["timestamp"] = Text(now),
            ["range"] = range,
            ["data"] = new JsonObject
            {
                ["global_history_24h"] = new JsonArray([.. history.Select(bucket => new JsonObject
                {
                    ["timestamp"] = Text(bucket.Start),
                    ["total_rx"] = Rx(bucket.Flows),
                    ["total_tx"] = Tx(bucket.Flows),
                    ["active_count"] = Clients(bucket.Flows),
                })]),
                ["max_concurrent_24h"] = history.Max(bucket => Clients(bucket.Flows)),
                ["top_clients_24h"] = new JsonArray([.. inRange.Where(flow => flow.Direction is "outbound" or "inbound")
                    .GroupBy(flow => FieldValue.FromKeyword(flow.SubscriberId!))
                    .Select(client => (Name: client.Key, Rx: Rx(client), Tx: Tx(client)))
                    .OrderByDescending(client => client.Rx + client.Tx).ThenBy(client => client.Name).Take(10)
                    .Select(client => new JsonObject
                    {
                        ["common_name"] = client.Name.ToString(), ["total_rx"] = client.Rx, ["total_tx"] = client.Tx, ["total"] = client.Rx + client.Tx,
                    })]),
                ["traffic_distribution"] = new JsonObject { ["rx"] = Rx(inRange), ["tx"] = Tx(inRange) },
            },
        };
    }

    /// <summary>Null where the resolution is refused.</summary>
    /// <param name="resolution">Null for the range's own.</param>
    public JsonObject? Client(string name, string range, string? resolution)
    {
        var (step, count, source) = Table[range];
        if (resolution is not null)
        {
            var length = step * count;
            (step, source) = Forced[resolution];
            count = (int)Math.Max(1, length / step);
            if (resolution is "raw" && length > 1_440 * Minute) return null;
        }

        var own = flows.Where(flow => string.Equals(flow.SubscriberId, name, StringComparison.Ordinal)).ToList();
        var history = Starts(step, count).Select(start => (Start: start, Flows: Between(own, start, start + step))).Where(bucket => resolution is not "raw" || bucket.Flows.Count > 0).ToList();
        var current = IsActive(own) ? LastMinute(own) : [];
        return Success(new JsonObject
        {
            ["common_name"] = name,
            ["status"] = Status(own),
            ["current_rates"] = new JsonObject { ["recv_mbps"] = Rate(Rx(current), Minute), ["sent_mbps"] = Rate(Tx(current), Minute) },
            ["totals"] = new JsonObject { ["received_mb"] = Math.Round(Rx(own) / 1e6, 2), ["sent_mb"] = Math.Round(Tx(own) / 1e6, 2) },
            ["history"] = new JsonArray([.. history.Select(bucket => new JsonObject
            {
                ["timestamp"] = Text(bucket.Start),
                ["bytes_received"] = Rx(bucket.Flows),
                ["bytes_sent"] = Tx(bucket.Flows),
                ["bytes_received_rate_mbps"] = Rate(Rx(bucket.Flows), step),
                ["bytes_sent_rate_mbps"] = Rate(Tx(bucket.Flows), step),
            })]),
            ["meta"] = new JsonObject { ["resolution_used"] = source, ["record_count"] = history.Count },
        });
    }

    public JsonObject All() => new()
    {
        ["success"] = true,
        ["count"] = Names.Count,
        ["data"] = new JsonArray([.. OfNames().Select(client => new JsonObject
        {
            ["common_name"] = client.Name,
            ["status"] = Status(client.Flows),
            ["current_recv_rate_mbps"] = IsActive(client.Flows) ? Rate(Rx(LastMinute(client.Flows)), Minute) : 0,
            ["total_received_mb"] = Math.Round(Rx(client.Flows) / 1e6, 2),
        })]),
    };

    public JsonObject System() => Success(new JsonObject
    {
        ["total_clients"] = Names.Count,
        ["active_clients"] = OfNames().Count(client => IsActive(client.Flows)),
        ["total_received_gb"] = Math.Round(Rx(flows) / 1e9, 2),
        ["total_sent_gb"] = Math.Round(Tx(flows) / 1e9, 2),
    });

    public JsonObject Clients() => Success(new JsonArray([.. OfNames().Select(client => new JsonObject { ["common_name"] = client.Name, ["status"] = Status(client.Flows) })]));

    private static JsonObject Success(JsonNode data) => new() { ["success"] = true, ["data"] = data };

    private static long Rx(IEnumerable<Flow> flows) => flows.Sum(flow => flow.Direction switch { "outbound" => flow.RequestBytes, "inbound" => flow.ResponseBytes, _ => 0 });

    private static long Tx(IEnumerable<Flow> flows) => flows.Sum(flow => flow.Direction switch { "outbound" => flow.ResponseBytes, "inbound" => flow.RequestBytes, _ => 0 });

    private static double Rate(long bytes, long step) => Math.Round(bytes * 8.0 / 1e6 / (step / 1000.0), 2);

    private static int Clients(IEnumerable<Flow> flows) => flows.Select(flow => flow.SubscriberId).Distinct(StringComparer.Ordinal).Count();

    private static string Text(long time) => DateTime.UnixEpoch.AddMilliseconds(time).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private static List<Flow> Between(IEnumerable<Flow> flows, long from, long to) => [.. flows.Where(flow => flow.LastSeen >= from && flow.LastSeen < to)];

    private List<Flow> Between(long from, long to) => Between(flows, from, to);

    private List<Flow> LastMinute(IEnumerable<Flow> own) => Between(own, (now / Minute * Minute) - Minute, now / Minute * Minute);

    private IEnumerable<(string Name, List<Flow> Flows)> OfNames() => Names.Select(name => (name, flows.Where(flow => string.Equals(flow.SubscriberId, name, StringComparison.Ordinal)).ToList()));

    private List<long> Starts(long step, int count) => [.. Enumerable.Range(0, count).Select(index => (now / step * step) - (step * (count - 1 - index)))];

    private bool IsActive(List<Flow> own) => now - own.Max(flow => flow.LastSeen) < 3 * Minute;

    private string Status(List<Flow> own) => IsActive(own) ? "Active" : "Disconnected";
}
