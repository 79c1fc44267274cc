using System.Globalization;
using System.Text.Json.Nodes;
using Sentinel.Contracts;
using Sentinel.Storage.Tests.Contracts;
using Sentinel.Storage.Tests.Stores;
using Sentinel.Testing;
using Sentinel.Testing.Servers;

namespace Sentinel.Storage.Tests.Dashboards;

/// <summary>
/// What Dashboards asks the engine for each object, asked past the port, of rows that the store wrote. On one day, which is one shard, even
/// a list that is ordered by a sum is exact.
/// </summary>
public abstract class DashboardContract<TNode>(SearchStore<TNode> store) : StoreContract(store)
    where TNode : SearchNode
{
    private static readonly string Index = string.Create(CultureInfo.InvariantCulture, $"flows-{Some.Day:yyyy.MM.dd}");
    private static readonly string[] Decisions = [Actions.Allow, Actions.Drop];
    private static readonly string[] Ways = [Directions.Outbound, Directions.Inbound, Directions.Internal, Directions.External];

    [Theory]
    [MemberData(nameof(SavedObject.Ids), "visualization", MemberType = typeof(SavedObject))]
    public async Task A_picture_shows_the_sums_of_the_rows(string id)
    {
        var rows = Rows();
        await StoredAsync(rows);
        var picture = new Picture(SavedObject.Named(id));
        var request = picture.Request(Asked.Day(Some.Day), Own);
        var answer = await store.SearchAsync(Index, request.ToJsonString(), Cancellation);
        Assert.Equal(0, answer["_shards"]!["failed"]!.GetValue<int>());
        IReadOnlyList<string> expected = [.. picture.Expected(rows)];
        Assert.NotEmpty(expected);
        AssertSame(expected, [.. picture.Shown(answer)], request.ToJsonString());
    }

    [Theory]
    [MemberData(nameof(SavedObject.Ids), "search", MemberType = typeof(SavedObject))]
    public async Task A_search_finds_the_rows_and_shows_its_columns(string id)
    {
        var rows = Rows();
        await StoredAsync(rows);
        var search = SavedObject.Named(id);
        var answer = await store.SearchAsync(Index, Request(search).ToJsonString(), Cancellation);
        var found = answer["hits"]!["hits"]!.AsArray().Select(hit => hit!["_source"]!.AsObject()).ToList();

        var expected = rows.Where(search.Query.Matches).OrderByDescending(row => row.Flow.Window.End).Select(row => row.Flow.Window.End).ToList();
        Assert.InRange(expected.Count, 1, 500);
        Assert.Equal(expected.Count, answer["hits"]!["total"]!["value"]!.GetValue<int>());
        Assert.Equal(expected, answer["hits"]!["hits"]!.AsArray().Select(hit => hit!["sort"]![0]!.GetValue<long>()));
        Assert.All(search.Attributes["columns"]!.AsArray(), column => Assert.Contains(found, source => source.ContainsKey(column!.GetValue<string>())));
    }

    private new JsonObject Own => Asked.OneOf(FlowFields.ExporterIp, Exporters.Select(FieldValue.FromAddress));

    private JsonObject Request(SavedObject search) => new()
    {
        ["size"] = 500,
        ["track_total_hits"] = true,
        ["query"] = Asked.All([search.Query.ToJson(), Asked.Day(Some.Day), Own]),
        ["sort"] = new JsonArray([.. search.Attributes["sort"]!.AsArray().Select(order =>
            new JsonObject { [order![0]!.GetValue<string>()] = new JsonObject { ["order"] = order[1]!.GetValue<string>(), ["unmapped_type"] = "boolean" } })]),
    };

    private IReadOnlyList<FlowRow> Rows()
    {
        var random = new Random(Seed);
        return RandomRows(400, [Some.Day], flow =>
        {
            flow.Action = Decisions[random.Next(Decisions.Length)];
            flow.Direction = Ways[random.Next(Ways.Length)];
        });
    }
}

public sealed class OpenSearchDashboard(OpenSearchStore store) : DashboardContract<OpenSearchNode>(store), IClassFixture<OpenSearchStore>;

public sealed class ElasticsearchDashboard(ElasticsearchStore store) : DashboardContract<ElasticsearchNode>(store), IClassFixture<ElasticsearchStore>;
