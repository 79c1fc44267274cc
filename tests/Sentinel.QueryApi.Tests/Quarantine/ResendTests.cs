using System.Net;
using Sentinel.QueryApi.Tests.Publishing;
using Sentinel.Storage;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests.Quarantine;

public sealed class ResendTests : QuarantineTest
{
    [Fact]
    public async Task A_record_ahead_of_the_clock_counts_once_however_often_it_is_sent_when_its_time_has_come()
    {
        var now = Batch("now", Some.Time, 1, 2);
        var ahead = Batch("ahead", Ahead, 443);
        await PublishAsync(now, ahead);
        await ConservedAsync([now, ahead], flow => flow.LastSeen < Ahead);
        var record = Assert.Single(await QuarantinedAsync());

        Host.Time.Now = Ahead;
        Answers.Equal(Json("""{"resent":1,"left":0,"next":null,"not_resent":[]}"""), await ResendAsync($"{Path}/{record.Id}/resend"));
        await ConservedAsync([now, ahead], _ => true);

        using var again = await SendAsync(HttpMethod.Post, $"{Path}/{record.Id}/resend");
        await Answers.ProblemAsync(again, HttpStatusCode.NotFound, Cancellation);
        await PublishAsync(ahead, now, ahead);
        await ConservedAsync([now, ahead], _ => true);
    }

    [Fact]
    public async Task All_records_of_a_row_go_together_and_by_any_of_them()
    {
        var batch = Batch("b", Ahead, 1, 2, 1, 2, 3, 1);
        await PublishAsync(batch);
        var one = (await QuarantinedAsync()).Single(record => record.Record.Contains("\"bytes\":2,", StringComparison.Ordinal));
        Assert.Equal((1, 3), (one.Origin!.Place, one.Origin.Count));

        Host.Time.Now = Ahead;
        Answers.Equal(Json("""{"resent":3,"left":0,"next":null,"not_resent":[]}"""), await ResendAsync($"{Path}/{one.Id}/resend"));
        await ConservedAsync([batch], flow => flow.DstPort == 1);

        Answers.Equal(Json("""{"resent":3,"left":0,"next":null,"not_resent":[]}"""), await ResendAsync($"{Path}/resend", """{"cause":"ahead"}"""));
        await ConservedAsync([batch], _ => true);
    }

    [Fact]
    public async Task What_died_before_the_records_had_left_is_sent_again_and_counts_once()
    {
        var batch = Batch("b", Ahead, 1, 1, 2);
        await PublishAsync(batch);
        var before = await QuarantinedAsync();
        Host.Time.Now = Ahead;
        await ResendAsync($"{Path}/resend", """{"cause":"any"}""");

        // As a process leaves them that dies when the rows are stored.
        await Quarantine.AddAsync(before, Cancellation);
        await ResendAsync($"{Path}/resend", """{"cause":"any"}""");
        await ConservedAsync([batch], _ => true);
    }

    [Fact]
    public async Task Two_operators_at_once_and_the_producer_count_once()
    {
        var batch = Batch("b", Ahead, [.. Enumerable.Range(0, 60).Select(index => index % 20)]);
        await PublishAsync(batch);
        Host.Time.Now = Ahead;
        await Task.WhenAll(ResendAsync($"{Path}/resend", """{"cause":"ahead"}"""), PublishAsync(batch), ResendAsync($"{Path}/resend", """{"cause":"any"}"""));
        await ConservedAsync([batch], _ => true);
    }

    [Fact]
    public async Task What_is_refused_again_stays_as_it_came_with_the_reason_of_now()
    {
        var batch = Batch("b", Ahead, 1, 1);
        await PublishAsync(batch);
        var before = await QuarantinedAsync();
        await ResendAsync($"{Path}/{before[0].Id}/resend");
        Assert.Equal(before, await QuarantinedAsync());

        Host.Time.Now = Ahead + (30 * 86_400_000L);
        await ResendAsync($"{Path}/{before[0].Id}/resend");
        var after = await QuarantinedAsync();
        Assert.All(after, record => Assert.Equal((RefusalCause.NotHeld, "time not held: 2026-11-20T12:30Z"), (record.Cause, record.Reason)));
        Assert.Equal(before, after.Select(record => record with { Cause = RefusalCause.Ahead, Reason = before[0].Reason }));
        await ConservedAsync([batch], _ => false);
    }

    [Fact]
    public async Task A_row_that_is_not_whole_stays()
    {
        await PublishAsync(Batch("b", Ahead, 1, 1, 1));
        var records = await QuarantinedAsync();
        await Quarantine.RemoveAsync(new(Id: records[1].Id), Cancellation);
        Host.Time.Now = Ahead;
        await ResendAsync($"{Path}/resend", """{"cause":"any"}""");
        Assert.Equal([records[0], records[2]], await QuarantinedAsync());
        await Quarantine.AddAsync([records[1]], Cancellation);
        await ResendAsync($"{Path}/resend", """{"cause":"any"}""");
        await ConservedAsync([Batch("b", Ahead, 1, 1, 1)], _ => true);
    }

    [Fact]
    public async Task Records_named_by_their_ids_are_sent_and_the_others_named_with_why()
    {
        var batch = Batch("b", Ahead, 1, 1, 2);
        await PublishAsync(batch);
        var records = await QuarantinedAsync();
        await Quarantine.AddAsync([records[0] with { Id = "cut", Origin = null }], Cancellation);
        Host.Time.Now = Ahead;

        var answer = await ResendAsync($"{Path}/resend", $$"""{"ids":["{{string.Join("\",\"", records.Select(record => record.Id))}}","cut","nobody"]}""");

        Assert.Equal(3, answer["resent"]!.GetValue<int>());
        Assert.Equal(["cut", "nobody"], answer["not_resent"]!.AsArray().Select(not => not!["id"]!.GetValue<string>()), StringComparer.Ordinal);
        Assert.All(answer["not_resent"]!.AsArray(), not => Assert.NotEmpty(not!["why"]!.GetValue<string>()));
        Assert.Equal("cut", Assert.Single(await QuarantinedAsync()).Id);
        using var cut = await SendAsync(HttpMethod.Post, $"{Path}/cut/resend");
        await Answers.ProblemAsync(cut, HttpStatusCode.Conflict, Cancellation);
    }

    [Fact]
    public async Task By_cause_a_page_follows_the_other_until_nothing_is_left()
    {
        await Quarantine.AddAsync([.. Enumerable.Range(0, 1_003).Select(number => Old($"{number:0000}"))], Cancellation);

        var first = await ResendAsync($"{Path}/resend", """{"cause":"unknown"}""");
        Assert.Equal((0, 3, 1_000), (first["resent"]!.GetValue<int>(), first["left"]!.GetValue<int>(), first["not_resent"]!.AsArray().Count));
        var last = await ResendAsync($"{Path}/resend", $$"""{"cause":"unknown","after":{{first["next"]!.ToJsonString()}} }""");
        Assert.Equal((0, null), (last["left"]!.GetValue<int>(), last["next"]));
        Assert.Equal(["1000", "1001", "1002"], last["not_resent"]!.AsArray().Select(not => not!["id"]!.GetValue<string>()), StringComparer.Ordinal);

        var none = await ResendAsync($"{Path}/resend", $$"""{"cause":"any","before":{{Some.Time}} }""");
        Answers.Equal(Json("""{"resent":0,"left":0,"next":null,"not_resent":[]}"""), none);
    }

    [Fact]
    public async Task What_is_done_is_on_record_and_what_is_not_done_is_not()
    {
        await PublishAsync(Batch("b", Ahead, 1, 1));
        var record = (await QuarantinedAsync())[0];
        await ResendAsync($"{Path}/{record.Id}/resend");
        await ResendAsync($"{Path}/resend", """{"cause":"ahead"}""");
        await ResendAsync($"{Path}/resend", """{"cause":"shape"}""");
        await ResendAsync($"{Path}/resend", """{"ids":["nobody"]}""");

        var entries = await RecordedAsync("quarantine.resend");
        Assert.All(entries, entry => Assert.Equal(("bootstrap", "127.0.0.1"), (entry.Actor, entry.Origin)));
        Assert.Equal(["cause ahead: 2 records", $"record {record.Id}: 2 records"], entries.Select(entry => entry.Detail).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Nobody_who_publishes_can_order_it_or_name_the_ids_of_records()
    {
        await PublishAsync(Batch("b", Ahead, 1));
        var record = Assert.Single(await QuarantinedAsync());
        Host.Time.Now = Ahead;
        using var order = await Host.PublishAsync($$"""{"resend":"{{record.Origin!.Row}}"}""", Cancellation);
        await Answers.ProblemAsync(order, HttpStatusCode.BadRequest, Cancellation);
        Assert.Equal([record], await QuarantinedAsync());

        var other = $$"""{"batch_id":"other","resend":"{{record.Id}}","ids":["{{record.Id}}"],"flows":[{{Flow(Ahead, 1, 7)}}]}""";
        await PublishAsync(other);
        await ConservedAsync([other, Batch("b", Ahead, 1)], flow => flow.Bytes == 7);
    }

    [Theory]
    [InlineData("", "body")]
    [InlineData("null", "body")]
    [InlineData("[]", "body")]
    [InlineData("{}", "cause")]
    [InlineData("""{"cause":"nothing"}""", "cause")]
    [InlineData("""{"cause":7}""", "cause")]
    [InlineData("""{"cause":"any","before":-1}""", "before")]
    [InlineData("""{"cause":"any","after":"x"}""", "after")]
    [InlineData("""{"cause":"any","typo":1}""", "typo")]
    [InlineData("""{"ids":[]}""", "ids")]
    [InlineData("""{"ids":[""]}""", "ids")]
    [InlineData("""{"ids":["a"],"cause":"any"}""", "ids")]
    public async Task A_wrong_body_is_told_what_is_wrong(string body, string fault)
    {
        using var answer = await SendAsync(HttpMethod.Post, $"{Path}/resend", body);
        await Answers.FaultsAsync(answer, [fault], Cancellation);
    }

    [Fact]
    public async Task A_body_larger_than_any_may_be_is_refused()
    {
        using var answer = await SendAsync(HttpMethod.Post, $"{Path}/resend", $$"""{"ids":["{{new string('x', 100_000)}}"]}""");
        await Answers.ProblemAsync(answer, HttpStatusCode.RequestEntityTooLarge, Cancellation);
    }

    private static System.Text.Json.Nodes.JsonNode Json(string text) => System.Text.Json.Nodes.JsonNode.Parse(text)!;

    private static QuarantinedRecord Old(string id) =>
        new(id, RefusalCause.Unknown, "why", "{}", null, DateTimeOffset.FromUnixTimeMilliseconds(Some.Time), null);
}
