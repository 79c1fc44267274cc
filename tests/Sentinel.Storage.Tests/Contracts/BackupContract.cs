using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Storage.Tests.Judging;
using Sentinel.Storage.Tests.Stores;
using Sentinel.Testing;
using Sentinel.Testing.Servers;

namespace Sentinel.Storage.Tests.Contracts;

/// <summary>Snapshots of the engine, made and restored as the documentation tells operators to.</summary>
public abstract class BackupContract<TNode>(SearchStore<TNode> store) : RolledUpContract(store)
    where TNode : SearchNode
{
    private const string Everything = "flows-*,rollups-*,quarantine-flows-*,audit-flows-*";
    private const string Documents = "sentinel-documents";

    private static readonly DateOnly[] Days = [.. Week.Take(4)];

    private static readonly DateOnly First = Days[2];

    private static readonly QuarantinedRecord Record = new(
        "record", RefusalCause.Ahead, "why", "text", "message", DateTimeOffset.FromUnixTimeMilliseconds(Some.Time), new("record", 0, 1, null, 7));

    private static readonly AuditEntry Entry = new("entry", DateTimeOffset.FromUnixTimeMilliseconds(Some.Time), "done", "somebody", null, null);

    private static readonly DocumentKey Token = new("tokens", "token");

    [Fact]
    public async Task An_engine_that_lost_everything_has_what_the_snapshot_had_and_goes_on_from_there()
    {
        var rows = (await WrittenAsync(Store.Writer, RandomRows(200, Days))).ToList();
        await Retention.SetDaysAsync(30, Cancellation);
        await RollUpAsync(Days[0], Days[3]);
        rows.AddRange(await WrittenAsync(Store.Writer, RandomRows(60, Days)));
        await Retention.HoldFromAsync(First, Cancellation);
        await Store.Quarantine.AddAsync([Record], Cancellation);
        await Store.Audit.AppendAsync(Entry, Cancellation);
        await Store.Documents.WriteAsync(Token, new("""{"name":"somebody's"}"""), null, Cancellation);
        await SnapshotAsync("documents", Documents);
        await SnapshotAsync("days", Everything);

        var later = await WrittenAsync(Store.Writer, RandomRows(80, [.. Days.Take(3)]));
        await RollUpAsync(Days);
        await Retention.HoldFromAsync(First.AddDays(1), Cancellation);

        await Store.StoppedEmptyAsync(Cancellation);
        foreach (var template in (string[])["flows", "rollups", "quarantine", "audit", "documents"])
            await store.SendAsync(HttpMethod.Delete, $"_index_template/sentinel-{template}", null, Cancellation);
        await RestoreAsync("documents", "*");
        await RestoreAsync("days", "*");
        await Store.StartedAsync(Cancellation);

        var state = await Retention.ReadAsync(Cancellation);
        Assert.Equal((First, 30), (state.HeldFrom, state.Days));
        Assert.Equal([Record], await Store.Quarantine.ListAsync(10, Cancellation));
        Assert.Contains(Entry, await Store.Audit.ListAsync(10, Cancellation));
        Assert.Equal("""{"name":"somebody's"}""", (await Store.Documents.ReadAsync(Token, Cancellation))!.Body.Json);
        await AskAsync(new(rows));
        await RollUpAsync(Days);
        await AskAsync(new(rows));

        // What was stored after the snapshot is sent again by those who still have it, the rest by chance.
        var held = rows.Where(row => row.Flow.Window.Day >= First).ToList();
        var outcomes = await TakenAsync(Store.Writer, [.. held, .. later]);
        Assert.Equal((held.Count, later.Count), (outcomes.Count(outcome => outcome is RowStatus.Duplicate), outcomes.Count(outcome => outcome is RowStatus.Stored)));
        await Store.SettleAsync(Cancellation);
        await AskAsync(new([.. rows, .. later]));
        await RollUpAsync(Days);
        await AskAsync(new([.. rows, .. later]));
        await Retention.HoldFromAsync(First.AddDays(2), Cancellation);
        await AskSumsAsync(new([.. rows, .. later]));
    }

    /// <summary>As where Sentinel runs while its backup is made.</summary>
    [Fact]
    public async Task A_day_that_is_given_up_between_the_two_snapshots_is_given_up_again_and_its_sums_are_there()
    {
        var rows = (await WrittenAsync(Store.Writer, RandomRows(150, Days))).ToList();
        await RollUpAsync(Days);
        await Retention.HoldFromAsync(Days[2], Cancellation);
        await SnapshotAsync("earlier-documents", Documents);
        rows.AddRange(await WrittenAsync(Store.Writer, RandomRows(50, [.. Days.Take(3)])));
        await RollUpAsync(Days);
        await Retention.HoldFromAsync(Days[1], Cancellation);
        await SnapshotAsync("later-days", Everything);

        await Store.StoppedEmptyAsync(Cancellation);
        await RestoreAsync("earlier-documents", "*");
        await RestoreAsync("later-days", "*");
        await Store.StartedAsync(Cancellation);
        await Retention.HoldFromAsync(Days[1], Cancellation);
        await AskSumsAsync(new(rows));
        await RollUpAsync(Days);
        await AskSumsAsync(new(rows));
        await AssertTotalsAsync(new([.. rows.Where(row => row.Flow.Window.Day >= Days[1])]), Selection.Everything);
    }

    [Fact]
    public async Task A_day_that_is_restored_over_itself_is_not_answered_from_what_was_rolled_up_since()
    {
        var before = await WrittenAsync(Store.Writer, RandomRows(100, [Week[0]]));
        await SnapshotAsync("day", "flows-*");
        await WrittenAsync(Store.Writer, RandomRows(50, [Week[0]]));
        await RollUpAsync(Week[0]);
        var index = Assert.Single(await store.DayIndicesAsync(Cancellation));
        await store.SendAsync(HttpMethod.Post, $"{index}/_close", null, Cancellation);
        await RestoreAsync("day", index);
        await AskSumsAsync(new(before));

        // As many as went: without a word, they have the numbers of those.
        var after = await WrittenAsync(Store.Writer, RandomRows(50, [Week[0]]));
        await AskSumsAsync(new([.. before, .. after]));
        await RollUpAsync(Week[0]);
        await AskSumsAsync(new([.. before, .. after]));
    }

    [Fact]
    public async Task What_is_dropped_while_a_snapshot_is_made_of_it_goes_once_that_has_ended()
    {
        const string Repository = """{"type":"fs","settings":{"location":"slow","max_snapshot_bytes_per_sec":"60kb"}}""";
        await Retention.HoldFromAsync(Week[1], Cancellation);
        var rows = await WrittenAsync(Store.Writer, RandomRows(1_500, [Week[1]]));
        var left = $"flows-{Week[2]:yyyy.MM.dd}";
        await store.SendAsync(HttpMethod.Put, left, null, Cancellation);
        await store.SendAsync(HttpMethod.Put, "_snapshot/slow", Repository, Cancellation);
        await store.SendAsync(HttpMethod.Put, "_snapshot/slow/one", """{"indices":"flows-*","include_global_state":false}""", Cancellation);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Retention.HoldFromAsync(Week[1], Cancellation));
        await Eventually.Passes(() => Retention.HoldFromAsync(Week[1], Cancellation), Cancellation);
        Assert.DoesNotContain(left, await store.DayIndicesAsync(Cancellation), StringComparer.Ordinal);
        await AssertTotalsAsync(new(rows), Selection.Everything);
    }

    private async Task SnapshotAsync(string name, string indices)
    {
        await store.SendAsync(HttpMethod.Put, "_snapshot/sentinel", """{"type":"fs","settings":{"location":"sentinel"}}""", Cancellation);
        var made = await store.SendAsync(
            HttpMethod.Put, $"_snapshot/sentinel/{name}?wait_for_completion=true", $$"""{"indices":"{{indices}}","include_global_state":false}""", Cancellation);
        Assert.Equal("SUCCESS", (string?)made["snapshot"]!["state"]);
    }

    private async Task RestoreAsync(string name, string indices)
    {
        var made = await store.SendAsync(
            HttpMethod.Post, $"_snapshot/sentinel/{name}/_restore?wait_for_completion=true", $$"""{"indices":"{{indices}}","include_global_state":false}""", Cancellation);
        Assert.Equal(0, (int)made["snapshot"]!["shards"]!["failed"]!);
    }

    /// <summary>Of rows that are held, and of sums that reach back to those that are gone.</summary>
    private async Task AskAsync(Judge judge)
    {
        var held = new Judge([.. judge.Rows.Where(row => row.Flow.Window.Day >= First)]);
        var questions = new Questions(Seed, held);
        for (var count = 0; count < 5; count++)
        {
            await AssertFindsAsync(held, new(questions.Selection(), questions.Order(), 0, 40));
            await AssertTopAsync(held, new(questions.Selection(), FlowFields.DstIp, Measure.Bytes, 10));
        }

        await AssertStreamsAsync(held, new(Selection.Everything, RowOrder.NewestFirst));
        await AssertTotalsAsync(held, Selection.Everything);
        await AskSumsAsync(judge);
    }

    private async Task AskSumsAsync(Judge judge)
    {
        var reaching = Selection.Everything with { WithRollups = true };
        await AssertTotalsAsync(judge, reaching);
        await AssertBucketsAsync(judge, new(Filter.Everything, Window.StartOf(Days[^1]), Window.StartOf(Days[0]) + Day, Hour));
        foreach (var field in (Field[])[FlowFields.SubscriberId, FlowFields.ExporterIp]) await AssertTopAsync(judge, new(reaching, field, Measure.Bytes, 20));
    }
}
