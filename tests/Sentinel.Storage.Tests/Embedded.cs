using Sentinel.Storage.Tests.Contracts;
using Sentinel.Storage.Tests.Stores;

namespace Sentinel.Storage.Tests;

public sealed class EmbeddedWriting(EmbeddedStore store) : WritingContract(store), IClassFixture<EmbeddedStore>;

public sealed class EmbeddedFind(EmbeddedStore store) : FindContract(store), IClassFixture<EmbeddedStore>;

public sealed class EmbeddedLongDays(EmbeddedStore store) : LongDaysContract(store), IClassFixture<EmbeddedStore>;

public sealed class EmbeddedFilter(EmbeddedStore store) : FilterContract(store), IClassFixture<EmbeddedStore>;

public sealed class EmbeddedTop(EmbeddedStore store) : TopContract(store), IClassFixture<EmbeddedStore>;

public sealed class EmbeddedBreakdown(EmbeddedStore store) : BreakdownContract(store), IClassFixture<EmbeddedStore>;

public sealed class EmbeddedStream(EmbeddedStore store) : StreamContract(store), IClassFixture<EmbeddedStore>;

public sealed class EmbeddedGroups(EmbeddedStore store) : GroupsContract(store), IClassFixture<EmbeddedStore>;

public sealed class EmbeddedSeries(EmbeddedStore store) : SeriesContract(store), IClassFixture<EmbeddedStore>;

public sealed class EmbeddedDistinct(EmbeddedStore store) : DistinctContract(store), IClassFixture<EmbeddedStore>;

public sealed class EmbeddedTotals(EmbeddedStore store) : TotalsContract(store), IClassFixture<EmbeddedStore>;

public sealed class EmbeddedExporters(EmbeddedStore store) : ExportersContract(store), IClassFixture<EmbeddedStore>;

public sealed class EmbeddedWideRange(EmbeddedStore store) : WideRangeContract(store), IClassFixture<EmbeddedStore>;

public sealed class EmbeddedDays(EmbeddedStore store) : DaysContract(store), IClassFixture<EmbeddedStore>;

public sealed class EmbeddedQuarantine(EmbeddedStore store) : QuarantineContract(store), IClassFixture<EmbeddedStore>;

public sealed class EmbeddedDocuments(EmbeddedStore store) : DocumentsContract(store), IClassFixture<EmbeddedStore>;

public sealed class EmbeddedAudit(EmbeddedStore store) : AuditContract(store), IClassFixture<EmbeddedStore>;
