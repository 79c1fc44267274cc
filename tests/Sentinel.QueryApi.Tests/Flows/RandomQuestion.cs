using System.Globalization;
using Sentinel.Contracts;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests.Flows;

/// <summary>A random choice of the filters that all three endpoints take, as a query string and as a predicate.</summary>
internal sealed class RandomQuestion
{
    private readonly List<string> parts = [];
    private readonly List<Func<Flow, bool>> conditions = [];
    private readonly Random random;
    private readonly Flow like;

    public RandomQuestion(Random random, IReadOnlyList<FlowRow> rows)
    {
        this.random = random;
        // Values of one row, so that conditions agree on something now and then.
        like = rows[random.Next(rows.Count)].Flow;
        AddAddress("src_ip", flow => flow.SrcIp);
        AddAddress("dst_ip", flow => flow.DstIp);
        AddAddress("exporter", flow => flow.ExporterIp);
        Add("port", random.Next(2) == 0 ? like.SrcPort : like.DstPort, (flow, port) => flow.SrcPort == port || flow.DstPort == port);
        Add("protocol", like.Protocol, (flow, protocol) => flow.Protocol == protocol);
        AddWord("subscriber", flow => flow.SubscriberId);
        AddWord("action", flow => flow.Action);
        AddWord("direction", flow => flow.Direction);
        AddWord("app", flow => flow.App);
        AddWord("dst_host", flow => flow.DstHost);
    }

    public IReadOnlyList<string> Parts => parts;

    public void AddRange()
    {
        var from = Asked(2) ? like.LastSeen - random.Next(40_000_000) : default(long?);
        var to = Asked(2) ? like.LastSeen + random.Next(40_000_000) : default(long?);
        if (from is { } start) parts.Add(Text($"from={start}"));
        if (to is { } end) parts.Add(Text($"to={end}"));
        conditions.Add(flow => Judge.Overlaps(flow, from, to));
    }

    public bool Matches(FlowRow row) => conditions.TrueForAll(condition => condition(row.Flow));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private bool Asked(int outOf = 5) => random.Next(outOf) == 0;

    private void Add(string name, int value, Func<Flow, int, bool> condition)
    {
        if (!Asked()) return;
        parts.Add(Text($"{name}={value}"));
        conditions.Add(flow => condition(flow, value));
    }

    private void AddWord(string name, Func<Flow, string?> of)
    {
        if (!Asked() || of(like) is not { } word) return;
        parts.Add($"{name}={Uri.EscapeDataString(word)}");
        conditions.Add(flow => string.Equals(of(flow), word, StringComparison.Ordinal));
    }

    private void AddAddress(string name, Func<Flow, Address> of)
    {
        if (!Asked()) return;
        if (random.Next(2) == 0)
        {
            var address = of(like);
            parts.Add($"{name}={Uri.EscapeDataString(address.ToString())}");
            conditions.Add(flow => of(flow) == address);
        }
        else
        {
            var prefix = Vocabulary.Prefixes[random.Next(Vocabulary.Prefixes.Count)];
            parts.Add($"{name}={Uri.EscapeDataString(prefix.ToString())}");
            conditions.Add(flow => prefix.Contains(of(flow)));
        }
    }
}
