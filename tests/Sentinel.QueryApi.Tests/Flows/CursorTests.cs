using System.Globalization;
using Sentinel.Contracts;
using Sentinel.QueryApi.Flows;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests.Flows;

public sealed class CursorTests(PopulatedApi api)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_limit_may_change_on_the_way_and_holds_from_there()
    {
        var first = await api.Host.GetAsync("/api/v1/flows?limit=3&offset=2", Cancellation);
        var second = await api.Host.GetAsync($"/api/v1/flows?cursor={first["next"]}&limit=5", Cancellation);
        var third = await api.Host.GetAsync($"/api/v1/flows?cursor={second["next"]}", Cancellation);

        Assert.Equal([3, 5, 5], new[] { first, second, third }.Select(page => page["flows"]!.AsArray().Count));
        Assert.Equal([3, 5, 5], new[] { first, second, third }.Select(page => page["limit"]!.GetValue<int>()));
        var rows = Judge.Ordered(api.Rows, "timestamp", descending: true).Skip(2).Take(13).Select(row => row.Id.ToString());
        Assert.Equal(rows, new[] { first, second, third }.SelectMany(page => page["flows"]!.AsArray()).Select(flow => flow!["id"]!.GetValue<string>()), StringComparer.Ordinal);
    }

    [Fact]
    public async Task The_first_pages_parameters_may_stand_beside_it_others_may_not()
    {
        const string Parameters = "src_ip=0.0.0.0%2F0&sort=bytes&from=0";
        var first = await api.Host.GetAsync($"/api/v1/flows?limit=3&{Parameters}", Cancellation);
        var alone = await api.Host.GetAsync($"/api/v1/flows?cursor={first["next"]}", Cancellation);
        foreach (var beside in new[] { Parameters, "sort=bytes", "order=desc", "from=0", $"{Parameters}&limit=3" })
            Answers.Equal(alone, await api.Host.GetAsync($"/api/v1/flows?{beside}&cursor={first["next"]}", Cancellation));

        foreach (var (beside, names) in new[]
        {
            ("offset=0", new[] { "offset" }), ("sort=packets", ["sort"]), ("order=asc", ["order"]), ("dst_ip=10.0.0.9", ["dst_ip"]), ("to=1", ["to"]),
            ("from=1", ["from"]), ("src_ip=10.0.0.0/8&sort=timestamp&offset=1", ["src_ip", "sort", "offset"]), ("limit=0&port=x", ["limit", "port"]), ("unknown=1", ["unknown"]),
        })
        {
            using var answer = await api.Host.Client.GetAsync(ApiHost.Path($"/api/v1/flows?cursor={first["next"]}&{beside}"), Cancellation);
            await Answers.FaultsAsync(answer, names, Cancellation);
        }
    }

    [Fact]
    public async Task What_is_no_cursor_of_ours_is_refused()
    {
        var first = await api.Host.GetAsync("/api/v1/flows?limit=3", Cancellation);
        var cursor = first["next"]!.GetValue<string>();
        var middle = cursor.Length / 2;
        string[] wrong =
        [
            "", "x", "garbage", "%00", "äöü", cursor[..^1], cursor + "A", $"{cursor}%20", cursor[1..], new('A', 400), new('A', 7_000),
            cursor[..middle] + (cursor[middle] == 'A' ? 'B' : 'A') + cursor[(middle + 1)..],
            new FlowCursor(new Dictionary<string, string>(StringComparer.Ordinal) { ["port"] = "70000" }, 0, 3, default).ToString(),
            new FlowCursor(new Dictionary<string, string>(StringComparer.Ordinal) { ["unknown"] = "1" }, 0, 3, default).ToString(),
            new FlowCursor(new Dictionary<string, string>(StringComparer.Ordinal), 0, 0, default).ToString(),
            new FlowCursor(new Dictionary<string, string>(StringComparer.Ordinal), 0, 3, new(-1, 0, 0, default, 0)).ToString(),
        ];
        foreach (var text in wrong)
        {
            using var answer = await api.Host.Client.GetAsync(ApiHost.Path($"/api/v1/flows?cursor={text}"), Cancellation);
            await Answers.FaultsAsync(answer, ["cursor"], Cancellation);
        }
    }

    [Fact]
    public void Three_filters_of_the_greatest_length_fit()
    {
        var word = new string('\u0001', KeywordField.MaxBytes);
        var parameters = new[] { "subscriber", "app", "dst_host" }.ToDictionary(name => name, _ => word, StringComparer.Ordinal);
        foreach (var name in new[] { "src_ip", "dst_ip", "exporter" }) parameters[name] = "0000:0000:0000:0000:0000:0000:255.255.255.255/128";
        foreach (var name in new[] { "from", "to", "port", "protocol", "action", "direction", "sort", "order" }) parameters[name] = long.MinValue.ToString(CultureInfo.InvariantCulture);
        var cursor = new FlowCursor(parameters, long.MaxValue, FindQuery.MaxLimit, new(long.MaxValue, long.MaxValue, -1, Address.Parse("::1"), 65_535));

        Assert.True(FlowCursor.TryParse(cursor.ToString(), out var read));
        Assert.Equal(parameters, read.Parameters);
        Assert.Equal((cursor.To, cursor.Limit, cursor.After), (read.To, read.Limit, read.After));
    }

    [Theory]
    [InlineData("sort=timestamp&order=desc")]
    [InlineData("sort=timestamp&order=asc")]
    [InlineData("sort=bytes&order=desc")]
    [InlineData("sort=packets&order=asc")]
    public async Task While_rows_arrive_each_row_of_the_first_moment_comes_exactly_once(string order)
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        var population = new Population(Seed.Value);
        var there = population.Rows(400, [Some.Day.AddDays(-1), Some.Day], ToNow);
        await host.WriteAsync(there, Cancellation);
        var seen = new List<string>();

        var page = await host.GetAsync($"/api/v1/flows?limit=29&{order}", Cancellation);
        while (true)
        {
            seen.AddRange(page["flows"]!.AsArray().Select(flow => flow!["id"]!.GetValue<string>()));
            if (page["next"] is not { } next) break;
            await host.WriteAsync([.. there.Take(50), .. population.Rows(40, [Some.Day.AddDays(-1), Some.Day], ToNow)], Cancellation);
            host.Time.Now += 1_000;
            page = await host.GetAsync($"/api/v1/flows?cursor={next}", Cancellation);
        }

        Assert.Equal(seen.Count, seen.Distinct(StringComparer.Ordinal).Count());
        Assert.Empty(there.Select(row => row.Id.ToString()).Except(seen, StringComparer.Ordinal));

        // Up to ten minutes ahead of the clock, as rows may be.
        void ToNow(Flow flow)
        {
            flow.LastSeen = Math.Min(flow.LastSeen, host.Time.Now + 600_000);
            flow.FirstSeen = Math.Min(flow.FirstSeen, flow.LastSeen);
        }
    }

    [Fact]
    public async Task Rows_after_the_range_of_the_first_page_never_join_a_walk()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        await host.WriteAsync(Some.Rows(10), Cancellation);
        var first = await host.GetAsync("/api/v1/flows?limit=5&order=asc", Cancellation);
        await host.WriteAsync(Some.Rows(10, (flow, _) => flow.LastSeen = flow.FirstSeen = Some.Time + (20 * 60_000)), Cancellation);

        var second = await host.GetAsync($"/api/v1/flows?limit=50&cursor={first["next"]}", Cancellation);

        Assert.Equal(5, second["flows"]!.AsArray().Count);
        Assert.Equal(10, second["total"]!.GetValue<int>());
        Assert.Null(second["next"]);
    }
}
