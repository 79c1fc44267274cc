using Sentinel.Storage.Tests.Contracts;
using Sentinel.Storage.Tests.Stores;
using Sentinel.Testing.Servers;

namespace Sentinel.Storage.Tests;

/// <summary>What is dropped and cleared is everybody's, and so is a great many days: these run when all others are done, one after the other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}

/// <summary>They have a server that no other class uses: these run beside the others, one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class AloneOnElasticsearch
{
    public const string Name = "alone on elasticsearch";
}

[Collection(Alone.Name)]
public sealed class OpenSearchRetention(OpenSearchStore store) : RetentionContract(store), IClassFixture<OpenSearchStore>;

[Collection(AloneOnElasticsearch.Name)]
public sealed class ElasticsearchRetention(OtherElasticsearchStore store) : RetentionContract(store), IClassFixture<OtherElasticsearchStore>;

[Collection(Alone.Name)]
public sealed class OpenSearchRetentionRaces(OpenSearchStore store) : RetentionRaceContract(store), IClassFixture<OpenSearchStore>;

[Collection(AloneOnElasticsearch.Name)]
public sealed class ElasticsearchRetentionRaces(OtherElasticsearchStore store) : RetentionRaceContract(store), IClassFixture<OtherElasticsearchStore>;

[Collection(Alone.Name)]
public sealed class OpenSearchBackup(OpenSearchStore store) : BackupContract<OpenSearchNode>(store), IClassFixture<OpenSearchStore>;

[Collection(AloneOnElasticsearch.Name)]
public sealed class ElasticsearchBackup(OtherElasticsearchStore store) : BackupContract<ElasticsearchNode>(store), IClassFixture<OtherElasticsearchStore>;

[Collection(Alone.Name)]
public sealed class OpenSearchWideRange(OpenSearchStore store) : WideRangeContract(store), IClassFixture<OpenSearchStore>;

[Collection(AloneOnElasticsearch.Name)]
public sealed class ElasticsearchWideRange(OtherElasticsearchStore store) : WideRangeContract(store), IClassFixture<OtherElasticsearchStore>;

public sealed class EmbeddedRetentionRaces(EmbeddedStore store) : RetentionRaceContract(store), IClassFixture<EmbeddedStore>;

public sealed class EmbeddedRetention(EmbeddedStore store) : RetentionContract(store), IClassFixture<EmbeddedStore>;

public sealed class EmbeddedRollups(EmbeddedStore store) : RollupContract(store), IClassFixture<EmbeddedStore>;

public sealed class EmbeddedRollupsOfSealedDays(EmbeddedStore store) : SealedRollupContract(store), IClassFixture<EmbeddedStore>;

public sealed class EmbeddedRollupRaces(EmbeddedStore store) : RollupRaceContract(store), IClassFixture<EmbeddedStore>;
