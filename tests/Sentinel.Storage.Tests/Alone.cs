using Sentinel.Storage.Tests.Contracts;
using Sentinel.Storage.Tests.Stores;

namespace Sentinel.Storage.Tests;

/// <summary>What is dropped and cleared is everybody's: these run when all others are done, one after the other.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}

[Collection(Alone.Name)]
public sealed class OpenSearchRetention(OpenSearchStore store) : RetentionContract(store), IClassFixture<OpenSearchStore>;

[Collection(Alone.Name)]
public sealed class ElasticsearchRetention(ElasticsearchStore store) : RetentionContract(store), IClassFixture<ElasticsearchStore>;

public sealed class EmbeddedRetention(EmbeddedStore store) : RetentionContract(store), IClassFixture<EmbeddedStore>;
