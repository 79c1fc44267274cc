using System.Diagnostics.Metrics;

namespace Sentinel.Hosting.Tests.Watching;

public sealed class MetricsTests
{
    [Fact]
    public async Task A_counter_has_its_name_its_meaning_and_a_line_for_each_of_its_labels()
    {
        await using var program = await WatchedProgram.StartAsync();
        var counter = program.Meter.CreateCounter<long>("sentinel.some.things", "{thing}", "Things \\ that\nhappened");
        counter.Add(2, new KeyValuePair<string, object?>("of.kind", "a \"b\" \\ c\nd"));
        counter.Add(3, new KeyValuePair<string, object?>("of.kind", "e"));
        counter.Add(4, new KeyValuePair<string, object?>("of.kind", "e"));
        Assert.Equal(
            [
                """# HELP sentinel_some_things_total Things \\ that\nhappened""",
                "# TYPE sentinel_some_things_total counter",
                """sentinel_some_things_total{of_kind="a \"b\" \\ c\nd"} 2""",
                """sentinel_some_things_total{of_kind="e"} 7""",
            ],
            await LinesOfAsync(program, "some_things"));
    }

    [Fact]
    public async Task A_histogram_counts_what_lies_at_or_below_each_bound()
    {
        await using var program = await WatchedProgram.StartAsync();
        var histogram = program.Meter.CreateHistogram("sentinel.some.wait", "s", "Waits", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.5, 1] });
        foreach (var wait in (double[])[0.25, 0.5, 1, 8]) histogram.Record(wait);
        Assert.Equal(
            [
                "# HELP sentinel_some_wait_seconds Waits",
                "# TYPE sentinel_some_wait_seconds histogram",
                """sentinel_some_wait_seconds_bucket{le="0.5"} 2""",
                """sentinel_some_wait_seconds_bucket{le="1"} 3""",
                """sentinel_some_wait_seconds_bucket{le="+Inf"} 4""",
                "sentinel_some_wait_seconds_sum 9.75",
                "sentinel_some_wait_seconds_count 4",
            ],
            await LinesOfAsync(program, "some_wait"));
    }

    [Fact]
    public async Task What_goes_up_and_down_is_a_gauge()
    {
        await using var program = await WatchedProgram.StartAsync();
        var open = program.Meter.CreateUpDownCounter<long>("sentinel.some.open", "{thing}", "Open");
        open.Add(5);
        open.Add(-2);
        program.Meter.CreateObservableGauge("sentinel.some.size", () => 1.5, "By", "Size");
        Assert.Equal(["# HELP sentinel_some_open Open", "# TYPE sentinel_some_open gauge", "sentinel_some_open 3"], await LinesOfAsync(program, "some_open"));
        Assert.Equal(["# HELP sentinel_some_size_bytes Size", "# TYPE sentinel_some_size_bytes gauge", "sentinel_some_size_bytes 1.5"], await LinesOfAsync(program, "some_size"));
    }

    [Fact]
    public async Task Of_two_programs_in_one_process_each_has_its_own()
    {
        await using var one = await WatchedProgram.StartAsync();
        await using var other = await WatchedProgram.StartAsync();
        one.Meter.CreateCounter<long>("sentinel.some.things").Add(1);
        other.Meter.CreateCounter<long>("sentinel.some.things").Add(10);
        Assert.Equal("sentinel_some_things_total 1", (await LinesOfAsync(one, "some_things"))[^1]);
        Assert.Equal("sentinel_some_things_total 10", (await LinesOfAsync(other, "some_things"))[^1]);
    }

    [Fact]
    public async Task Requests_and_memory_are_counted_too()
    {
        await using var program = await WatchedProgram.StartAsync();
        using (await program.GetAsync("/health/live")) { }
        var lines = await program.LinesAsync();
        Assert.Contains(lines, line => line.StartsWith("http_server_request_duration_seconds_count{", StringComparison.Ordinal) && line.Contains("http_route=\"/health/live\"", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("dotnet_process_memory_working_set_bytes ", StringComparison.Ordinal));
    }

    private static async Task<string[]> LinesOfAsync(WatchedProgram program, string name) =>
        [.. (await program.LinesAsync()).Where(line => line.Contains($"sentinel_{name}", StringComparison.Ordinal))];
}
