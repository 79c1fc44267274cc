using Sentinel.Storage.Tests.Contracts;
using Sentinel.Storage.Tests.Stores;

[assembly: AssemblyFixture(typeof(ShardedOpenSearchServer))]

namespace Sentinel.Storage.Tests;

public sealed class ShardedOpenSearchFind(ShardedOpenSearchStore store) : FindContract(store), IClassFixture<ShardedOpenSearchStore>;

public sealed class ShardedOpenSearchStream(ShardedOpenSearchStore store) : StreamContract(store), IClassFixture<ShardedOpenSearchStore>;

public sealed class ShardedOpenSearchTop(ShardedOpenSearchStore store) : TopContract(store), IClassFixture<ShardedOpenSearchStore>;

public sealed class ShardedOpenSearchSeries(ShardedOpenSearchStore store) : SeriesContract(store), IClassFixture<ShardedOpenSearchStore>;

public sealed class ShardedOpenSearchDistinct(ShardedOpenSearchStore store) : DistinctContract(store), IClassFixture<ShardedOpenSearchStore>;

public sealed class ShardedOpenSearchTotals(ShardedOpenSearchStore store) : TotalsContract(store), IClassFixture<ShardedOpenSearchStore>;
