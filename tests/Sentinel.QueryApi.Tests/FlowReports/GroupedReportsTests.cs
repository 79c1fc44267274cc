using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sentinel.QueryApi.FlowReports;
using Sentinel.QueryApi.Security;
using Sentinel.Storage;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests.FlowReports;

/// <summary>A grouped answer of any size. It measures the whole process, so no other test runs beside it.</summary>
[Collection(Alone)]
public sealed class GroupedReportsTests(ITestOutputHelper output)
{
    private const string Alone = nameof(GroupedReportsTests);
    private const int RowsAWrite = 10_000;
    private const int Measured = 10;
    private const long MaxGrowth = 16 * 1024 * 1024;

    /// <summary>Some 700 bytes each, were they all in memory.</summary>
    private static readonly int Rows = int.Parse(Environment.GetEnvironmentVariable("SENTINEL_TEST_GROUPED_ROWS") is { Length: > 0 } text ? text : "40000", CultureInfo.InvariantCulture);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_streamed_whole_and_in_order_while_memory_stays_flat()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        for (var written = 0; written < Rows; written += RowsAWrite)
        {
            var first = written;
            await host.WriteAsync(Some.Rows(RowsAWrite, (flow, index) =>
            {
                flow.FirstSeen = flow.LastSeen = Some.TimeOn(Some.Day.AddDays(-((first + index) % 7)), (first + index) % 80_000_000);
                flow.SubscriberId = index % 9 == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"00101{index % 2_000:D10}");
            }), Cancellation);
        }

        foreach (var by in new[] { "day", "subscriber" })
        {
            var started = TimeProvider.System.GetTimestamp();
            await AssertFlatAsync(host, by);
            output.WriteLine($"{by}: {Rows} rows in {TimeProvider.System.GetElapsedTime(started)}");
        }
    }

    [Fact]
    public async Task It_is_as_new_as_the_rows_that_came_before_its_first_part()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        var late = Some.Row(flow => flow.LastSeen = Some.Time + 20_000);
        await host.WriteAsync([Some.Row()], Cancellation);
        var flows = new CallersFlows(new ChangingReader(host.App.Services.GetRequiredService<IFlowReader>(), () => host.WriteAsync([late], Cancellation)), Filter.Everything);
        using var body = new MemoryStream();
        var context = new DefaultHttpContext { RequestServices = host.App.Services, Response = { Body = body } };
        await new GroupedReports(flows, Selection.Everything, ReportGroups.ByDay).ExecuteAsync(context);
        Assert.Equal(2, JsonNode.Parse(body.ToArray())!["result"]![0]!["2026-11-20"]!.AsArray().Count);
        Assert.Equal(late.Flow.LastSeen.ToString(CultureInfo.InvariantCulture), context.Response.Headers["Sentinel-Data-Until"]);
    }

    /// <summary>An answer of a content type is believed to be whole, and is not told to be an error.</summary>
    [Fact]
    public async Task A_store_that_goes_away_behind_the_first_rows_is_an_error_like_any_other()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        await host.WriteAsync([Some.Row()], Cancellation);
        var asked = 0;
        var reader = new ChangingReader(
            host.App.Services.GetRequiredService<IFlowReader>(), () => asked++ == 0 ? Task.CompletedTask : Task.FromException(new StoreUnavailableException("away")));
        var context = new DefaultHttpContext { RequestServices = host.App.Services };
        var report = new GroupedReports(new(reader, Filter.Everything), Selection.Everything, ReportGroups.ByDay);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => report.ExecuteAsync(context));
        Assert.Equal((2, null), (asked, context.Response.ContentType));
    }

    private async Task AssertFlatAsync(ApiHost host, string by)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var answer = await host.Client.GetAsync(ApiHost.Path($"/api/v1/flow-reports?group_by={by}"), HttpCompletionOption.ResponseHeadersRead, Cancellation);
        await using var body = await answer.Content.ReadAsStreamAsync(Cancellation);
        var (buffer, filled, state, rows, group) = (new byte[64 * 1024], 0, default(JsonReaderState), 0, default(string));
        while (await body.ReadAsync(buffer.AsMemory(filled), Cancellation) is > 0 and var read)
        {
            var seen = rows;
            filled = Read(buffer, filled + read, by is "day" ? "2026-" : "", ref state, ref rows, ref group);
            if (seen * Measured / Rows == rows * Measured / Rows) continue;
            var growth = GC.GetTotalMemory(forceFullCollection: true) - before;
            output.WriteLine($"{by}: at {rows} rows {growth / 1_000_000} MB more in the managed heap, working set {Environment.WorkingSet / 1_000_000} MB");
            Assert.InRange(growth, long.MinValue, MaxGrowth);
        }

        Assert.Equal((Rows, 0), (rows, filled));
    }

    /// <summary>Counts rows, and sees that groups ascend; returns how many bytes of an unfinished token are left at the start of the buffer.</summary>
    private static int Read(byte[] buffer, int filled, string groupBegins, ref JsonReaderState state, ref int rows, ref string? group)
    {
        const int DepthOfGroups = 3;
        var reader = new Utf8JsonReader(buffer.AsSpan(0, filled), isFinalBlock: false, state);
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName) continue;
            if (reader.CurrentDepth == DepthOfGroups)
            {
                var next = reader.GetString()!;
                Assert.StartsWith(groupBegins, next, StringComparison.Ordinal);
                Assert.True(group is null || string.CompareOrdinal(group, next) < 0, $"{next} after {group}");
                group = next;
            }
            else if (reader.ValueTextEquals("id"u8))
            {
                rows++;
            }
        }

        state = reader.CurrentState;
        var consumed = (int)reader.BytesConsumed;
        buffer.AsSpan(consumed, filled - consumed).CopyTo(buffer);
        return filled - consumed;
    }

    [CollectionDefinition(Alone, DisableParallelization = true)]
    public sealed class Collection;
}
