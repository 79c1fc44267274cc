using System.Globalization;
using System.Text.Json.Nodes;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Storage.Tests.Contracts;
using Sentinel.Storage.Tests.Stores;
using Sentinel.Testing;
using Sentinel.Testing.Servers;

namespace Sentinel.Storage.Tests;

/// <summary>The documented role holds no right that could be left out.</summary>
[Collection(Alone.Name)]
public sealed class SecuredOpenSearchRole(SecuredOpenSearchStore store) : AloneContract(store), IClassFixture<SecuredOpenSearchStore>
{
    /// <summary>A run tries one of the rights, another each time; this many, for who changes the role.</summary>
    private static readonly int Tried =
        int.Parse(Environment.GetEnvironmentVariable("SENTINEL_TEST_RIGHTS") ?? "1", NumberStyles.None, CultureInfo.InvariantCulture);

    [Fact]
    public async Task A_role_with_one_right_less_is_not_enough()
    {
        await UseAllAsync();
        var roles = RolesWithOneRightLess().ToArray();
        new Random(Seed).Shuffle(roles);
        var superfluous = new List<string>();
        foreach (var (right, role) in roles.Take(Tried))
        {
            await store.Server.PutRoleAsync(role, Cancellation);
            if (await IsEnoughAsync()) superfluous.Add(right);
        }

        Assert.True(superfluous is [], $"not needed: {string.Join(", ", superfluous)}");
    }

    public override async ValueTask DisposeAsync()
    {
        await store.Server.PutRoleAsync(SecureOpenSearchNode.DocumentedRole(), CancellationToken.None);
        await base.DisposeAsync();
    }

    private static IEnumerable<(string Right, JsonNode Role)> RolesWithOneRightLess()
    {
        var whole = SecureOpenSearchNode.DocumentedRole();
        var lists = new List<string[]> { (string[])["cluster_permissions"] };
        for (var index = 0; index < whole["index_permissions"]!.AsArray().Count; index++)
            lists.AddRange([["index_permissions", $"{index}", "index_patterns"], ["index_permissions", $"{index}", "allowed_actions"]]);
        foreach (var path in lists)
        {
            for (var index = 0; index < ListIn(whole, path).Count; index++)
            {
                var role = whole.DeepClone();
                var list = ListIn(role, path);
                var right = $"{string.Join('.', path)}: {list[index]}";
                list.RemoveAt(index);
                yield return (right, role);
            }
        }
    }

    private static JsonArray ListIn(JsonNode role, string[] path) =>
        path.Aggregate(role, (node, step) => node is JsonArray array ? array[step[0] - '0']! : node[step]!).AsArray();

    private async Task<bool> IsEnoughAsync()
    {
        try
        {
            await UseAllAsync();
            return true;
        }
        catch (Exception refused) when (refused is not OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Everything that the store does with its engine, beginning with an engine that has never seen it.</summary>
    private async Task UseAllAsync()
    {
        await Store.StoppedEmptyAsync(Cancellation);
        var node = await store.Server.StartedAsync(Cancellation);
        await node.SendAsync(HttpMethod.Delete, "_index_template/sentinel-*", null, Cancellation);
        await MakeOfOlderVersionAsync(node, "flows-2020.01.01", "last_seen");
        await MakeOfOlderVersionAsync(node, "quarantine-flows-2020.01", "received_at");
        await Store.StartedAsync(Cancellation);
        await node.SendAsync(HttpMethod.Delete, "flows-2020.01.01,quarantine-flows-2020.01", null, Cancellation);
        await UseDaysAsync();
        await UseQuarantineAsync();
        await UseAuditAsync();
        await UseDocumentsAsync();
        await UseRetentionAsync();
        await UseRollupsAsync(node);
        await UsePointsInTimeAsync(node);
    }

    /// <summary>An index that lacks fields by now.</summary>
    private static async Task MakeOfOlderVersionAsync(SecureOpenSearchNode node, string index, string time) => await node.SendAsync(
        HttpMethod.Put, index, $$$"""{"aliases":{"write-{{{index}}}":{}},"mappings":{"dynamic":false,"properties":{"{{{time}}}":{"type":"date"} } } }""", Cancellation);

    private async Task UseDaysAsync()
    {
        var rows = RandomRows(10, [Some.Day, Some.Day.AddDays(1)]);
        Assert.All(await Store.Writer.WriteAsync(rows, Cancellation), outcome => Assert.Equal(RowStatus.DayMissing, outcome.Status));
        await WriteAsync(rows);
        Assert.Equal(rows.Count, (await Reader.FindAsync(new(Selection.Everything, RowOrder.NewestFirst, 0, 20), Cancellation)).Total);
    }

    private async Task UseQuarantineAsync()
    {
        var record = new QuarantinedRecord("id", RefusalCause.Ahead, "reason", "text", null, new(2026, 12, 31, 0, 0, 0, TimeSpan.Zero), new("id", 0, 1, null, null));
        await Store.Quarantine.AddAsync([record], Cancellation);
        await Store.Quarantine.AddAsync([record with { ReceivedAt = record.ReceivedAt.AddDays(1) }], Cancellation);
        await Store.SettleAsync(Cancellation);
        Assert.Equal([record], await Store.Quarantine.ListAsync(10, Cancellation));
        await Store.Days.PrepareAsync(Cancellation);
        Assert.Equal([record], await Store.Quarantine.ReadRowAsync("id", Cancellation));
        Assert.Single(await Store.QuarantineReader.SummarizeAsync(null, 1, Cancellation));
        Assert.Equal(1, await Store.Quarantine.RemoveAsync(new(), Cancellation));
    }

    private async Task UseAuditAsync()
    {
        var entry = new AuditEntry("id", DateTimeOffset.FromUnixTimeMilliseconds(Some.Time), "action", "actor", null, null);
        await Store.Audit.AppendAsync(entry, Cancellation);
        await Store.SettleAsync(Cancellation);
        Assert.Equal([entry], await Store.Audit.ListAsync(10, Cancellation));
    }

    private async Task UseDocumentsAsync()
    {
        var key = new DocumentKey("test", "name");
        Assert.True(await Store.Documents.WriteAsync(key, new("{}"), null, Cancellation));
        var written = Assert.Single(await Store.Documents.ListAsync("test", null, 10, Cancellation));
        Assert.True(await Store.Documents.DeleteAsync(key, written.Version, Cancellation));
    }

    private async Task UseRetentionAsync()
    {
        await Retention.HoldFromAsync(Some.Day.AddDays(1), Cancellation);
        await Retention.ClearAsync(Cancellation);
        var rows = RandomRows(1, [Some.Day.AddDays(1)]);
        await WriteAsync(rows);
        Assert.Equal(1, (await Reader.TotalsAsync(Selection.Everything, Cancellation)).Rows);
        Assert.Equal(["flows-2026.11.21-1"], await store.DayIndicesAsync(Cancellation));
    }

    /// <summary>Some are replaced, asked for by group and at last given up.</summary>
    private async Task UseRollupsAsync(SecureOpenSearchNode node)
    {
        var day = Some.Day.AddDays(3);
        for (var count = 0; count < 2; count++)
        {
            await WriteAsync([RowAt(Some.TimeOn(day) + count, flow => flow.SubscriberId = $"subscriber {count}")]);
            Assert.Equal(1, await Store.Rollups.RollUpAsync(day, Cancellation));
        }

        var start = Window.StartOf(day);
        Assert.Equal(SeriesTier.QuarterHours, (await Reader.SeriesAsync(new(Filter.Everything, start, start + Rollup.QuarterHour, Rollup.QuarterHour), Cancellation)).Tier);
        Assert.Equal(2, (await Reader.GroupsAsync(new(new(TimeRange.LastSeenBetween(start, null), Filter.Everything) { WithRollups = true }, FlowFields.SubscriberId, 10), Cancellation)).Count);
        Assert.Equal(0, await OpenContextsAsync(node));
        await Store.SettleAsync(Cancellation);
        Assert.Equal(2, (await store.SearchAsync("rollups-*", "{}", Cancellation))["hits"]!["hits"]!.AsArray().Count);
        await Store.Rollups.KeepFromAsync(day.AddDays(40), day.AddDays(40), Cancellation);
        Assert.Empty((await store.SearchAsync("rollups-*", "{}", Cancellation))["hits"]!["hits"]!.AsArray());
    }

    /// <summary>A top list that is enumerated: more groups than a list holds, and all the same.</summary>
    private async Task UsePointsInTimeAsync(SecureOpenSearchNode node)
    {
        await WriteAsync([.. Enumerable.Range(0, 30_100).Select(key => RowAt(Some.TimeOn(Some.Day.AddDays(2)), flow => flow.NextHop = Address.FromV4((uint)key)))]);
        var list = await Reader.TopAsync(new(Selection.Everything, FlowFields.NextHop, Measure.Flows, TopQuery.MaxLimit), Cancellation);
        Assert.Equal(TopQuery.MaxLimit, list.Entries.Count);
        Assert.Equal(0, await OpenContextsAsync(node));
    }

    private static async Task<int> OpenContextsAsync(SecureOpenSearchNode node)
    {
        var stats = await node.SendAsync(HttpMethod.Get, "_nodes/stats/indices/search", null, Cancellation);
        return stats["nodes"]!.AsObject().Sum(one => (int)one.Value!["indices"]!["search"]!["open_contexts"]!);
    }

    private async Task WriteAsync(IReadOnlyList<FlowRow> rows)
    {
        foreach (var day in rows.Select(row => row.Flow.Window.Day).Distinct()) await Store.Days.OpenAsync(day, Cancellation);
        foreach (var some in rows.Chunk(5_000))
            Assert.All(await Store.Writer.WriteAsync(some, Cancellation), outcome => Assert.Equal(RowStatus.Stored, outcome.Status));
        await Store.SettleAsync(Cancellation);
    }
}
