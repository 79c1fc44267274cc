using System.Globalization;
using Sentinel.Contracts;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests.FlowReports;

/// <summary>A random choice of the dialect's filters, as a query string and as predicates.</summary>
internal sealed class RandomReportQuestion
{
    private readonly List<string> parts = [];
    private readonly List<Func<Flow, bool>> conditions = [];
    private readonly Random random;
    private readonly Flow like;
    private bool? isUplink;

    public RandomReportQuestion(Random random, IReadOnlyList<FlowRow> rows, long now)
    {
        this.random = random;
        // Values of one row, so that conditions agree on something now and then.
        like = rows[random.Next(rows.Count)].Flow;
        if (Asked() && like.SubscriberId?.Trim() is { Length: > 0 } subscriber)
            Add("subscriber_id", subscriber, flow => string.Equals(flow.SubscriberId, subscriber, StringComparison.Ordinal));
        if (Asked() && like.Protocol > 0) Add("protocol", Text($"{like.Protocol}"), flow => flow.Protocol == like.Protocol);
        AddEnd("source", like.SrcIp, like.SrcPort, flow => flow.SrcIp, flow => flow.SrcPort);
        AddEnd("destination", like.DstIp, like.DstPort, flow => flow.DstIp, flow => flow.DstPort);
        if (Asked()) Add("direction", (isUplink = random.Next(2) == 0) is true ? "uplink" : "downlink", _ => true);
        if (Asked())
        {
            var drops = random.Next(2) == 0;
            Add("action", drops ? "drop" : "allow", flow => flow.Action is "drop" == drops);
        }

        var start = AddDay("start", DayOf(now).AddDays(-7));
        var end = AddDay("end", DayOf(now));
        conditions.Add(flow => DayOf(flow.LastSeen) >= start && DayOf(flow.LastSeen) <= end);
    }

    public string Query => string.Join('&', parts);

    public bool Matches(FlowRow row) => MatchesBesideDirection(row) && (isUplink is null || Judge.IsUplink(row.Flow) == isUplink);

    public bool MatchesBesideDirection(FlowRow row) => conditions.TrueForAll(condition => condition(row.Flow));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static DateOnly DayOf(long time) => DateOnly.FromDateTime(DateTime.UnixEpoch.AddMilliseconds(time));

    private bool Asked() => random.Next(4) == 0;

    private void Add(string name, string value, Func<Flow, bool> condition)
    {
        parts.Add($"{name}={Uri.EscapeDataString(random.Next(3) == 0 ? $" {value} " : value)}");
        conditions.Add(condition);
    }

    private DateOnly AddDay(string name, DateOnly otherwise)
    {
        if (!Asked()) return otherwise;
        var day = DayOf(like.LastSeen).AddDays(random.Next(-1, 2));
        Add(name, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), _ => true);
        return day;
    }

    private void AddEnd(string name, Address address, int port, Func<Flow, Address> addressOf, Func<Flow, int> portOf)
    {
        if (!Asked()) return;
        var prefix = random.Next(2) == 0 ? Prefix.Of(address) : Vocabulary.Prefixes[random.Next(Vocabulary.Prefixes.Count)];
        var host = prefix == Prefix.Of(address) ? address.ToString() : prefix.ToString();
        switch (random.Next(3))
        {
            case 0:
                Add(name, host, flow => prefix.Contains(addressOf(flow)));
                break;
            case 1:
                Add(name, Text($":{port}"), flow => portOf(flow) == port);
                break;
            default:
                Add(name, host.Contains(':', StringComparison.Ordinal) ? Text($"[{host}]:{port}") : Text($"{host}:{port}"), flow => prefix.Contains(addressOf(flow)) && portOf(flow) == port);
                break;
        }
    }
}
