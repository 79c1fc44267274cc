using Sentinel.Storage.Tests.Contracts;
using Sentinel.Storage.Tests.Stores;

[assembly: AssemblyFixture(typeof(ShardedElasticsearchServer))]

namespace Sentinel.Storage.Tests;

public sealed class ShardedElasticsearchFind(ShardedElasticsearchStore store) : FindContract(store), IClassFixture<ShardedElasticsearchStore>;

public sealed class ShardedElasticsearchStream(ShardedElasticsearchStore store) : StreamContract(store), IClassFixture<ShardedElasticsearchStore>;

public sealed class ShardedElasticsearchTop(ShardedElasticsearchStore store) : TopContract(store), IClassFixture<ShardedElasticsearchStore>;

public sealed class ShardedElasticsearchSeries(ShardedElasticsearchStore store) : SeriesContract(store), IClassFixture<ShardedElasticsearchStore>;

public sealed class ShardedElasticsearchDistinct(ShardedElasticsearchStore store) : DistinctContract(store), IClassFixture<ShardedElasticsearchStore>;

public sealed class ShardedElasticsearchTotals(ShardedElasticsearchStore store) : TotalsContract(store), IClassFixture<ShardedElasticsearchStore>;
