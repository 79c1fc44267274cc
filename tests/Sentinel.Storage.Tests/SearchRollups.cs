using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Storage.Tests.Contracts;
using Sentinel.Storage.Tests.Judging;
using Sentinel.Storage.Tests.Stores;
using Sentinel.Testing;

namespace Sentinel.Storage.Tests;

/// <summary>Every question is several requests there: fewer are asked.</summary>
public abstract class SearchRollups(Store store) : RollupContract(store)
{
    protected override int Questions => 12;

    [Fact]
    public async Task Roll_ups_that_somebody_deleted_are_missed_by_nobody_and_made_anew()
    {
        var judge = new Judge(await WrittenAsync(Store.Writer, RandomRows(60, Week)));
        var start = Window.StartOf(Week[^1]);
        var query = new SeriesQuery(Filter.Everything, start, start + (7 * Day), 6 * Hour);
        await RollUpAsync(Week);
        await AssertBothAsync(judge, query, SeriesTier.QuarterHours);
        await Store.ForgetRollupsAsync(Cancellation);
        await AssertBothAsync(judge, query, SeriesTier.Rows);
        await RollUpAsync(Week);
        await AssertBothAsync(judge, query, SeriesTier.QuarterHours);
    }

    /// <summary>These engines write a row over that is sent again; what labels say of it may be another by then.</summary>
    [Fact]
    public async Task A_row_that_was_labelled_anew_counts_where_it_is_now()
    {
        var rows = await WrittenAsync(Store.Writer, RandomRows(30, [Some.Day]));
        await RollUpAsync(Some.Day);
        foreach (var row in rows.Where((_, number) => number % 3 == 0)) row.Flow.Direction = "external";
        Assert.All(await Store.Writer.WriteAsync(rows, Cancellation), outcome => Assert.Equal(RowStatus.Duplicate, outcome.Status));
        await Store.SettleAsync(Cancellation);
        var start = Window.StartOf(Some.Day);
        var query = new SeriesQuery(Filter.Everything, start, start + Day, Hour, new(FlowFields.Direction, ["external", "internal", "inbound", "outbound"]));
        await AssertBothAsync(new(rows), query, SeriesTier.QuarterHours);
        await RollUpAsync(Some.Day);
        await AssertBothAsync(new(rows), query, SeriesTier.QuarterHours);
    }
}

/// <inheritdoc cref="SearchRollups"/>
public abstract class SearchRollupsOfSealedDays(Store store) : SealedRollupContract(store)
{
    protected override int Questions => 15;

    /// <summary>Each day between is sealed by itself, so only those about a new year's.</summary>
    protected override IReadOnlyList<DateOnly> LongTime { get; } =
        [.. ((int[])[6, 3, 0, -1, -4]).Select(day => new DateOnly(Some.Day.Year, 1, 1).AddDays(day))];
}

public abstract class SearchRollupRaces(Store store) : RollupRaceContract(store)
{
    protected override bool HasTransactions => false;
}

[Collection(Alone.Name)]
public sealed class OpenSearchRollups(OpenSearchStore store) : SearchRollups(store), IClassFixture<OpenSearchStore>;

[Collection(AloneOnElasticsearch.Name)]
public sealed class ElasticsearchRollups(OtherElasticsearchStore store) : SearchRollups(store), IClassFixture<OtherElasticsearchStore>;

[Collection(Alone.Name)]
public sealed class OpenSearchRollupsOfSealedDays(OpenSearchStore store) : SearchRollupsOfSealedDays(store), IClassFixture<OpenSearchStore>;

[Collection(AloneOnElasticsearch.Name)]
public sealed class ElasticsearchRollupsOfSealedDays(OtherElasticsearchStore store) : SearchRollupsOfSealedDays(store), IClassFixture<OtherElasticsearchStore>;

[Collection(Alone.Name)]
public sealed class OpenSearchRollupRaces(OpenSearchStore store) : SearchRollupRaces(store), IClassFixture<OpenSearchStore>;

[Collection(AloneOnElasticsearch.Name)]
public sealed class ElasticsearchRollupRaces(OtherElasticsearchStore store) : SearchRollupRaces(store), IClassFixture<OtherElasticsearchStore>;
