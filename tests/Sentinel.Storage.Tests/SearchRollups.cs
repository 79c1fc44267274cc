using Sentinel.Storage.Tests.Contracts;
using Sentinel.Storage.Tests.Stores;
using Sentinel.Testing;

namespace Sentinel.Storage.Tests;

/// <summary>Every question is several requests there: fewer are asked.</summary>
public abstract class SearchRollups(Store store) : RollupContract(store)
{
    protected override int Questions => 12;
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
