using Sentinel.Storage.Tests.Contracts;
using Sentinel.Storage.Tests.Stores;
using Sentinel.Testing.Servers;

[assembly: AssemblyFixture(typeof(ElasticsearchServer))]
[assembly: AssemblyFixture(typeof(OtherElasticsearchServer))]

namespace Sentinel.Storage.Tests;

public sealed class ElasticsearchWriting(ElasticsearchStore store) : WritingContract(store), IClassFixture<ElasticsearchStore>;

public sealed class ElasticsearchFind(ElasticsearchStore store) : FindContract(store), IClassFixture<ElasticsearchStore>;

public sealed class ElasticsearchLongDays(ElasticsearchStore store) : LongDaysContract(store), IClassFixture<ElasticsearchStore>;

public sealed class ElasticsearchFilter(ElasticsearchStore store) : FilterContract(store), IClassFixture<ElasticsearchStore>;

public sealed class ElasticsearchTop(ElasticsearchStore store) : TopContract(store), IClassFixture<ElasticsearchStore>;

public sealed class ElasticsearchBreakdown(ElasticsearchStore store) : BreakdownContract(store), IClassFixture<ElasticsearchStore>;

public sealed class ElasticsearchStream(ElasticsearchStore store) : StreamContract(store), IClassFixture<ElasticsearchStore>;

public sealed class ElasticsearchGroups(ElasticsearchStore store) : GroupsContract(store), IClassFixture<ElasticsearchStore>;

public sealed class ElasticsearchSeries(ElasticsearchStore store) : SeriesContract(store), IClassFixture<ElasticsearchStore>;

public sealed class ElasticsearchDistinct(ElasticsearchStore store) : DistinctContract(store), IClassFixture<ElasticsearchStore>;

public sealed class ElasticsearchTotals(ElasticsearchStore store) : TotalsContract(store), IClassFixture<ElasticsearchStore>;

public sealed class ElasticsearchExporters(ElasticsearchStore store) : ExportersContract(store), IClassFixture<ElasticsearchStore>;

[Collection(AloneOnElasticsearch.Name)]
public sealed class ElasticsearchShards(ShardedElasticsearchStore store) : ShardsContract(store), IClassFixture<ShardedElasticsearchStore>;

public sealed class ElasticsearchDays(ElasticsearchStore store) : DaysContract(store), IClassFixture<ElasticsearchStore>;

public sealed class ElasticsearchQuarantine(ElasticsearchStore store) : QuarantineContract(store), IClassFixture<ElasticsearchStore>;

public sealed class ElasticsearchOlderDays(ElasticsearchStore store) : OlderDayContract<ElasticsearchNode>(store), IClassFixture<ElasticsearchStore>;

public sealed class ElasticsearchDocuments(ElasticsearchStore store) : DocumentsContract(store), IClassFixture<ElasticsearchStore>;

public sealed class ElasticsearchAudit(ElasticsearchStore store) : AuditContract(store), IClassFixture<ElasticsearchStore>;
