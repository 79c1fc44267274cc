using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Sentinel.QueryApi.Quarantine;
using Sentinel.QueryApi.Tests.Documenting;
using Sentinel.Storage;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests.Quarantine;

public sealed class QuarantineTests : QuarantineTest
{
    [Fact]
    public async Task The_summary_tells_causes_counts_times_and_the_newest()
    {
        await PublishAsync(Batch("b", Ahead, 1));
        Host.Time.Now += 1_000;
        await PublishAsync(Batch("old", Some.Time - (30 * 86_400_000L), 1, 2, 3, 4));
        var records = (await Quarantine.ListAsync(10, Cancellation)).Select(record => new JsonObject
        {
            ["id"] = record.Id,
            ["reason"] = record.Cause == RefusalCause.Ahead ? "time more than 10 min ahead: 2026-11-20T12:30Z" : "time not held: 2026-10-21T12:00Z",
            ["record"] = record.Record,
            ["message_id"] = record.Cause == RefusalCause.Ahead ? "b/0" : "old/0",
            ["received_at"] = record.Cause == RefusalCause.Ahead ? Some.Time : Some.Time + 1_000,
        }).ToList();

        Answers.Equal(
            new JsonObject
            {
                ["total"] = 5,
                ["causes"] = new JsonArray(Cause("not_held", 4, Some.Time + 1_000, records.Take(3)), Cause("ahead", 1, Some.Time, records.TakeLast(1))),
            },
            await Host.GetAsync(Path, Cancellation));
        Answers.Equal(
            new JsonObject { ["total"] = 4, ["causes"] = new JsonArray(Cause("not_held", 4, Some.Time + 1_000, records.Take(1))) },
            await Host.GetAsync($"{Path}?cause=not_held&limit=1", Cancellation));
        Answers.Equal(new JsonObject { ["total"] = 0, ["causes"] = new JsonArray() }, await Host.GetAsync($"{Path}?cause=shape", Cancellation));

        static JsonObject Cause(string cause, int count, long at, IEnumerable<JsonObject> samples) => new()
        {
            ["cause"] = cause,
            ["count"] = count,
            ["oldest"] = at,
            ["newest"] = at,
            ["samples"] = new JsonArray([.. samples.Select(sample => sample.DeepClone())]),
        };
    }

    [Fact]
    public async Task A_record_is_shown_whole_with_all_that_is_known_of_it()
    {
        var flow = Flow(Ahead, 1).Insert(1, $"\"x\":\"{new string('x', 500)}\", ");
        await PublishAsync($$"""{"batch_id":"b","exporter_ip":"2001:db8::1","flows":[{{flow}}]}""");
        var id = Assert.Single(await QuarantinedAsync()).Id;
        Answers.Equal(
            new JsonObject
            {
                ["id"] = id,
                ["cause"] = "ahead",
                ["reason"] = "time more than 10 min ahead: 2026-11-20T12:30Z",
                ["record"] = flow,
                ["message_id"] = "b/0",
                ["received_at"] = Some.Time,
                ["row"] = new JsonObject { ["id"] = id, ["place"] = 0, ["records"] = 1 },
                ["exporter_ip"] = "2001:db8::1",
                ["timestamp"] = null,
            },
            await Host.GetAsync($"{Path}/{id}", Cancellation));
        Assert.Equal(flow[..300], (await Host.GetAsync(Path, Cancellation))["causes"]![0]!["samples"]![0]!["record"]!.GetValue<string>());
    }

    [Fact]
    public async Task Every_example_of_the_document_is_answered_as_it_shows()
    {
        await PublishAsync($$"""{"batch_id":"{{QuarantineExamples.MessageId}}","exporter_ip":"10.0.0.1","flows":[{{QuarantineExamples.Record}}]}""");
        Answers.Equal(JsonNode.Parse(QuarantineExamples.Shown.Answer)!, await Host.GetAsync($"{Path}/{Assert.Single(await QuarantinedAsync()).Id}", Cancellation));
        Assert.Equal(5, await ShownExamples.SendAsync(Host, "Quarantine", Cancellation));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("DELETE")]
    [InlineData("POST")]
    public async Task A_record_that_is_not_there_is_not_found(string method)
    {
        using var answer = await SendAsync(new(method), method is "POST" ? $"{Path}/nobody/resend" : $"{Path}/nobody");
        await Answers.ProblemAsync(answer, HttpStatusCode.NotFound, Cancellation);
    }

    [Fact]
    public async Task A_purged_record_is_gone_with_those_of_its_row()
    {
        await PublishAsync(Batch("b", Ahead, 1, 1, 2));
        var records = await QuarantinedAsync();
        var one = records.First(record => record.Origin!.Count == 2);
        using (var answer = await SendAsync(HttpMethod.Delete, $"{Path}/{one.Id}")) Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.Equal(records.Where(record => record.Origin!.Count == 1), await QuarantinedAsync());
        Assert.Equal($"record {one.Id}", Assert.Single(await RecordedAsync("quarantine.purge")).Detail);
    }

    [Fact]
    public async Task What_meets_the_conditions_is_purged()
    {
        await PublishAsync(Batch("b", Ahead, 1, 2), Batch("old", 1, 1, 2, 3));
        Host.Time.Now += 1_000;
        await PublishAsync(Batch("c", Ahead, 1, 2));

        Assert.Equal(2, await PurgeAsync(string.Create(CultureInfo.InvariantCulture, $"?cause=ahead&before={Host.Time.Now}")));
        Assert.Equal(3, await PurgeAsync("?cause=not_held"));
        Assert.Equal(2, (await QuarantinedAsync()).Count);
        Assert.Equal(2, await PurgeAsync("?cause=any"));
        Assert.Empty(await QuarantinedAsync());
        Assert.Equal(
            ["cause ahead, received before 1795176001000", "cause any", "cause not_held"],
            (await RecordedAsync("quarantine.purge")).Select(entry => entry.Detail).Order(StringComparer.Ordinal),
            StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("GET", "?cause=any", "cause")]
    [InlineData("GET", "?limit=101", "limit")]
    [InlineData("GET", "?typo=1", "typo")]
    [InlineData("GET", "/id?typo=1", "typo")]
    [InlineData("DELETE", "", "cause")]
    [InlineData("DELETE", "?cause=", "cause")]
    [InlineData("DELETE", "?before=tomorrow", "before")]
    [InlineData("DELETE", "?cause=any&typo=1", "typo")]
    [InlineData("DELETE", "/id?typo=1", "typo")]
    [InlineData("POST", "/id/resend?typo=1", "typo")]
    public async Task A_wrong_parameter_is_named_and_nothing_is_done(string method, string query, string fault)
    {
        await PublishAsync(Batch("b", Ahead, 1));
        using var answer = await SendAsync(new(method), Path + query);
        await Answers.FaultsAsync(answer, [fault], Cancellation);
        Assert.Single(await QuarantinedAsync());
    }

    private async Task<int> PurgeAsync(string query)
    {
        using var answer = await SendAsync(HttpMethod.Delete, Path + query);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!["purged"]!.GetValue<int>();
    }
}
