using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Storage.Tests.Judging;
using Sentinel.Storage.Tests.Stores;
using Sentinel.Testing;
using Sentinel.Testing.Servers;

namespace Sentinel.Storage.Tests.Contracts;

/// <summary>
/// Days that a version made which knew fewer fields, written past the port as it wrote them. What it did not know its rows do not have, and
/// every question is answered as if they were rows of today without those values.
/// </summary>
public abstract class OlderDayContract<TNode>(SearchStore<TNode> store) : StoreContract(store)
    where TNode : SearchNode
{
    /// <summary>The index of a day as that version made it.</summary>
    private const string Shape =
        """
        {
          "settings": { "index.codec": "best_compression", "index.number_of_shards": 1, "index.refresh_interval": "9s", "index.max_result_window": 20001 },
          "mappings": {
            "dynamic": false,
            "properties": {
              "@timestamp": { "type": "date", "format": "epoch_millis||strict_date_optional_time" },
              "first_seen": { "type": "date", "format": "epoch_millis||strict_date_optional_time" },
              "last_seen": { "type": "date", "format": "epoch_millis||strict_date_optional_time" },
              "src_ip": { "type": "ip" }, "dst_ip": { "type": "ip" }, "exporter_ip": { "type": "ip" },
              "src_port": { "type": "integer" }, "dst_port": { "type": "integer" }, "protocol": { "type": "integer" },
              "tcp_flags": { "type": "integer" }, "version": { "type": "integer" },
              "bytes": { "type": "long" }, "packets": { "type": "long" },
              "request_bytes": { "type": "long" }, "response_bytes": { "type": "long" }, "flow_count": { "type": "long" },
              "direction": { "type": "keyword" }, "action": { "type": "keyword" }, "subscriber_id": { "type": "keyword" },
              "pair": { "type": "keyword" }, "tie": { "type": "integer" },
              "source.ip": { "type": "alias", "path": "src_ip" }, "destination.ip": { "type": "alias", "path": "dst_ip" }
            }
          }
        }
        """;

    /// <summary>No roll-up serves it.</summary>
    private const long StepOfRows = 7 * 3_601_000;

    private static readonly HashSet<string> Known =
        [.. JsonNode.Parse(Shape)!["mappings"]!["properties"]!.AsObject().Select(field => field.Key)];

    /// <summary>What later versions added, all of them fields that a row may be without.</summary>
    private static readonly IReadOnlyList<Field> Later = [.. FlowFields.Supplied.Where(field => !Known.Contains(field.Name))];

    private static readonly IReadOnlyList<Field> Groupable = [.. FlowFields.All.Where(field => field.Groupable)];

    [Fact]
    public async Task Days_of_an_older_version_are_read_alone_and_together_with_those_of_today()
    {
        Assert.InRange(Later.Count, 20, FlowFields.Supplied.Count);
        DateOnly[] days = [new(2022, 3, 1), new(2022, 3, 2)];
        var older = await WriteAsOlderVersionAsync(RandomRows(200, days, WithoutLater));
        await AskEverythingAsync(new(older), days);

        DateOnly[] today = [new(2022, 3, 3), new(2022, 3, 4)];
        var rows = await StoredAsync(RandomRows(150, today));
        foreach (var day in days) await Store.Rollups.RollUpAsync(day, Cancellation);
        await AskEverythingAsync(new([.. older, .. rows.Rows]), [.. days, .. today]);
    }

    [Fact]
    public async Task Late_rows_of_a_day_of_an_older_version_are_found_by_what_it_did_not_know()
    {
        DateOnly[] days = [new(2022, 4, 1), new(2022, 4, 2)];
        var older = await WriteAsOlderVersionAsync(RandomRows(100, days, WithoutLater));
        await Store.Days.PrepareAsync(Cancellation);
        await Store.Days.PrepareAsync(Cancellation);
        var late = RandomRows(150, days);
        Assert.All(await Store.Writer.WriteAsync(late, Cancellation), outcome => Assert.Equal(RowStatus.Stored, outcome.Status));
        await Store.SettleAsync(Cancellation);
        await AskEverythingAsync(new([.. older, .. late]), days);
    }

    [Fact]
    public async Task A_day_keeps_what_it_was_made_with_and_the_next_is_made_as_the_template_says_by_now()
    {
        DateOnly[] days = [new(2022, 5, 1), new(2022, 5, 2)];
        await WriteAsOlderVersionAsync([Population.Row(days[0], WithoutLater)]);
        await Store.Days.PrepareAsync(Cancellation);
        foreach (var day in days) await Store.Days.OpenAsync(day, Cancellation);
        var made = await store.SendAsync(HttpMethod.Get, "flows-2022.05.01,flows-2022.05.02?flat_settings=true", null, Cancellation);
        var (before, next) = (made["flows-2022.05.01"]!, made["flows-2022.05.02"]!);
        Assert.Equal(("9s", "5000ms"), (Refresh(before), Refresh(next)));
        Assert.All(Later, field => Assert.Equal(Type(next, field), Type(before, field)));

        static string? Refresh(JsonNode index) => (string?)index["settings"]!["index.refresh_interval"];
        static string? Type(JsonNode index, Field field) => (string?)index["mappings"]!["properties"]![field.Name]!["type"];
    }

    private static void WithoutLater(Flow flow)
    {
        foreach (var field in Later) Clear(flow, field);
    }

    private static void Clear(Flow flow, Field field) => typeof(Flow).GetProperty(Property(field))!.SetValue(flow, field is KeywordListField ? Array.Empty<string>() : null);

    private static string Property(Field field) => string.Concat(field.Name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private async Task<IReadOnlyList<FlowRow>> WriteAsOlderVersionAsync(IReadOnlyList<FlowRow> rows)
    {
        foreach (var day in rows.Select(row => IndexOf(row.Flow.Window.Day)).Distinct(StringComparer.Ordinal))
        {
            // For this index alone it wins over the template that tests of today's version put meanwhile.
            await store.SendAsync(HttpMethod.Put, $"_index_template/older-{day}", $$"""{"index_patterns":["{{day}}"],"priority":500,"template":{{Shape}}}""", Cancellation);
            await store.SendAsync(HttpMethod.Put, day, null, Cancellation);
            await store.SendAsync(HttpMethod.Put, $"{day}/_alias/write-{day}", null, Cancellation);
            await store.SendAsync(HttpMethod.Delete, $"_index_template/older-{day}", null, Cancellation);
            var made = await store.SendAsync(HttpMethod.Get, $"{day}/_mapping", null, Cancellation);
            Assert.All(Later, field => Assert.Null(made[day]!["mappings"]!["properties"]![field.Name]));
        }

        var bulk = string.Concat(rows.Select(row => $$$"""{"index":{"_index":"write-{{{IndexOf(row.Flow.Window.Day)}}}","_id":"{{{row.Id}}}"}}{{{"\n"}}}{{{Source(row)}}}{{{"\n"}}}"""));
        var answer = await store.SendAsync(HttpMethod.Post, "_bulk?refresh=true", bulk, Cancellation);
        Assert.False((bool)answer["errors"]!, answer.ToJsonString());
        return rows;
    }

    private static string IndexOf(DateOnly day) => $"flows-{day.Year}.{day.Month:D2}.{day.Day:D2}";

    private static string Source(FlowRow row)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteNumber("@timestamp", row.Flow.Window.End);
            FlowJson.WriteMembers(json, row.Flow);
            json.WriteString("pair", row.Flow.Pair);
            json.WriteNumber("tie", row.Id.Tie);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    /// <summary>Of days in a row: rows, sums, lists, groups, counts and series, by every field and with random filters.</summary>
    private async Task AskEverythingAsync(Judge judge, DateOnly[] days)
    {
        var (start, end) = (Window.StartOf(days[0]), Window.StartOf(days[^1].AddDays(1)));
        var questions = new Questions(Seed, judge);
        var random = new Random(Seed);
        for (var count = 0; count < 20; count++)
        {
            var selection = new Selection(random.Next(2) == 0 ? questions.Range() : TimeRange.LastSeenBetween(start, end - 1), questions.Filter());
            await AssertFindsAsync(judge, new(Own(selection), questions.Order(), 0, random.Next(1, 60)));
            await AssertTotalsAsync(judge, Own(selection));
        }

        var all = Own(TimeRange.LastSeenBetween(start, end - 1));
        await AssertTotalsAsync(judge, all with { WithRollups = true });
        foreach (var field in Later.Where(field => field.Filterable))
        {
            await AssertTotalsAsync(judge, all.And(new Filter.Has(field)));
            await AssertTotalsAsync(judge, all.And(new Filter.Not(new Filter.In(field, [Population.Value(field)]))));
        }

        foreach (var field in Groupable)
        {
            await AssertTopAsync(judge, new(all, field, Measure.Bytes, 10) { Breakdowns = field == FlowFields.Direction ? [new(FlowFields.AssetName, 3), new(FlowFields.DstAs, 3)] : [] });
            await AssertDistinctAsync(judge, new(all, field));
            if (field == FlowFields.Pair) continue;
            var groups = new GroupsQuery(all, field, 1_000, random.Next(4) == 0 ? default(FieldValue?) : Population.Value(field));
            AssertSame([.. TopText.Of(judge.GroupsByKey(groups))], [.. TopText.Of(await Reader.GroupsAsync(groups, Cancellation))], groups);
            var keys = judge.Rows.Select(field.ValueIn).OfType<FieldValue>().Append(Population.Value(field)).Distinct().Take(4);
            await AssertSeriesAsync(judge, new(all.Filter, start, end, StepOfRows, new(field, [.. keys])));
            if (field is KeywordField keyword && FlowFields.Supplied.Contains(keyword))
            {
                var order = new RowOrder(FlowFields.LastSeen, random.Next(2) == 0) { GroupedBy = keyword };
                await AssertStreamsAsync(judge, new(all, order, random.Next(2) == 0 ? null : RowPosition.Of(judge.Rows[random.Next(judge.Rows.Count)], order)));
            }
        }
    }
}
