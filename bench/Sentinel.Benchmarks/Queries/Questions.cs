using System.Globalization;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;

namespace Sentinel.Benchmarks.Queries;

/// <summary>The questions about a range of the traffic, both ends included in the way of the API: epoch ms.</summary>
internal sealed class Questions(long from, long to)
{
    private const int ListLength = 20;
    private const int PageLength = 50;
    private const long Hour = Window.DayMilliseconds / 24;
    private const long FiveMinutes = Hour / 12;
    private const string OneSource = "10.0.0.5";
    private const string OnePrefix = "10.0.1.0/24";
    private const string SqlSums = "sum(bytes) AS all_bytes, sum(packets), sum(flow_count), sum(request_bytes), sum(response_bytes), max(last_seen), count(*)";

    /// <summary>As many as are counted exactly, and one more.</summary>
    private const string ListOfSources = """{"composite":{"size":50001,"sources":[{"key":{"terms":{"field":"src_ip"}}}]}}""";

    /// <summary>What our answers tell of each group and of all, as members of <c>aggs</c>.</summary>
    private const string Sums = """
        "bytes":{"sum":{"field":"bytes"}},"packets":{"sum":{"field":"packets"}},"flow_count":{"sum":{"field":"flow_count"}},
        "request_bytes":{"sum":{"field":"request_bytes"}},"response_bytes":{"sum":{"field":"response_bytes"}},"last_seen":{"max":{"field":"last_seen"}}
        """;

    private readonly TimeRange range = TimeRange.WindowsOverlapping(from, to);

    private string SqlRange => string.Create(CultureInfo.InvariantCulture, $"\"@timestamp\" BETWEEN {range.Min} AND {range.Max}");

    public IEnumerable<Question> All() =>
    [
        Top("top 20 sources", FlowFields.SrcIp, "src_ip_hi", "src_ip_lo") with { Path = Path($"flows/top-talkers?dim=src&limit={ListLength}&") },
        Top("top 20 destinations", FlowFields.DstIp, "dst_ip_hi", "dst_ip_lo") with { Path = Path($"flows/top-talkers?dim=dst&limit={ListLength}&") },
        Top("top 20 pairs", FlowFields.Pair, "src_ip_hi", "src_ip_lo", "dst_ip_hi", "dst_ip_lo") with { Path = Path($"flows/top-talkers?dim=pair&limit={ListLength}&") },
        Top("top 20 ports", FlowFields.DstPort, "dst_port") with { Path = Path($"flows/top-talkers?dim=dst_port&limit={ListLength}&") },
        Top("protocols", FlowFields.Protocol, "protocol") with { Path = Path("flows/protocols?") },
        Totals("sums of one source", Filter.Is(FlowFields.SrcIp, Address.Parse(OneSource)), $$$""",{"term":{"src_ip":"{{{OneSource}}}"}}""", $"src_ip_lo = {Low(Address.Parse(OneSource))}"),
        Totals("sums of everything", Filter.Everything, "", "TRUE"),
        Page("newest 50", RowOrder.NewestFirst, Filter.Everything, "", "TRUE") with { Path = Path($"flows?limit={PageLength}&") },
        Page("last seen 50", new(FlowFields.LastSeen, Descending: true), Filter.Everything, "", "TRUE"),
        Page("largest 50", new(FlowFields.Bytes, Descending: true), Filter.Everything, "", "TRUE") with { Path = Path($"flows?limit={PageLength}&sort=bytes&") },
        EitherEnd(),
        SumsOverTime("sums of each hour", Hour),
        SumsOverTime("sums of each 5 minutes", FiveMinutes),
        Distinct("distinct sources, beside an estimate", """{"cardinality":{"field":"src_ip"}}""", "count(DISTINCT (src_ip_hi, src_ip_lo))"),
        Distinct("distinct sources, beside their list", ListOfSources, "src_ip_hi, src_ip_lo, count(*)", " GROUP BY src_ip_hi, src_ip_lo"),
    ];

    private Question Top(string name, Field dimension, params string[] columns)
    {
        var key = string.Join(", ", columns);
        var none = string.Join(", ", columns.Select(_ => "NULL"));
        var query = new TopQuery(new(range, Filter.Everything), dimension, Measure.Bytes, ListLength);
        return new(
            name,
            range,
            async (reader, cancellation) => await reader.TopAsync(query, cancellation),
            Body("", 0, $$$$""","aggs":{"top":{"terms":{"field":"{{{{dimension.Name}}}}","size":{{{{ListLength}}}},"order":{"bytes":"desc"}},"aggs":{{{{{Sums}}}}}},{{{{Sums}}}}}"""),
            $"(SELECT {key}, {SqlSums} FROM {{flows}} WHERE {SqlRange} GROUP BY {key} ORDER BY all_bytes DESC LIMIT {ListLength}) "
            + $"UNION ALL SELECT {none}, {SqlSums} FROM {{flows}} WHERE {SqlRange}")
        {
            Compare = (ours, bare) => BareList.Compare((TopList)ours, bare),
        };
    }

    private Question Totals(string name, Filter filter, string condition, string sql) => new(
        name,
        range,
        async (reader, cancellation) => await reader.TotalsAsync(new(range, filter), cancellation),
        Body(condition, 0, $$$""","aggs":{{{{Sums}}}}"""),
        $"SELECT {SqlSums} FROM {{flows}} WHERE {SqlRange} AND {sql}");

    private Question EitherEnd()
    {
        var prefix = Prefix.Parse(OnePrefix);
        return Page(
            "newest 50 of a prefix at either end",
            RowOrder.NewestFirst,
            new Filter.Any([new Filter.Within(FlowFields.SrcIp, prefix), new Filter.Within(FlowFields.DstIp, prefix)]),
            $$$""",{"bool":{"should":[{"term":{"src_ip":"{{{OnePrefix}}}"}},{"term":{"dst_ip":"{{{OnePrefix}}}"}}]}}""",
            $"(src_ip_lo BETWEEN {Low(prefix.First)} AND {Low(prefix.Last)} OR dst_ip_lo BETWEEN {Low(prefix.First)} AND {Low(prefix.Last)})");
    }

    private Question Page(string name, RowOrder order, Filter filter, string condition, string sql) => new(
        name,
        range,
        async (reader, cancellation) => await reader.FindAsync(new(new(range, filter), order, 0, PageLength), cancellation),
        Body(condition, PageLength, $$""","sort":[{"{{order.By.Name}}":"desc"}]""", total: true),
        $"SELECT *, (SELECT count(*) FROM {{flows}} WHERE {SqlRange} AND {sql}) FROM {{flows}} WHERE {SqlRange} AND {sql} ORDER BY \"{order.By.Name}\" DESC LIMIT {PageLength}");

    private Question SumsOverTime(string name, long step) => new(
        name,
        range,
        async (reader, cancellation) => await reader.SeriesAsync(new(Filter.Everything, from, to, step), cancellation),
        Body("", 0, $$$$""","aggs":{"times":{"date_histogram":{"field":"@timestamp","fixed_interval":"{{{{step}}}}ms"},"aggs":{{{{{Sums}}}}}}}"""),
        $"SELECT \"@timestamp\" // {step} AS bucket, {SqlSums} FROM {{flows}} WHERE {SqlRange} GROUP BY bucket");

    private Question Distinct(string name, string aggregation, string columns, string grouped = "") => new(
        name,
        range,
        async (reader, cancellation) => await reader.DistinctAsync(new(new(range, Filter.Everything), FlowFields.SrcIp), cancellation),
        Body("", 0, $$""","aggs":{"values":{{aggregation}}}"""),
        $"SELECT {columns} FROM {{flows}} WHERE {SqlRange}{grouped}")
    {
        Compare = (ours, bare) => BareList.Compare((DistinctCount)ours, bare),
    };

    /// <param name="condition">Beside the range, after a comma.</param>
    /// <param name="more">Members of the body, after a comma.</param>
    private string Body(string condition, int size, string more, bool total = false) => string.Create(
        CultureInfo.InvariantCulture,
        $$$$"""
        {"size":{{{{size}}}},"track_total_hits":{{{{(total ? "true" : "false")}}}},"query":{"bool":{"filter":[{"range":{"@timestamp":{"gte":{{{{range.Min}}}},"lte":{{{{range.Max}}}}}}}{{{{condition}}}}]}}{{{{more}}}}}
        """);

    private string Path(string question) => string.Create(CultureInfo.InvariantCulture, $"/api/v1/{question}from={from}&to={to}");

    private static string Low(Address address) => address.Low.ToString(CultureInfo.InvariantCulture);
}
