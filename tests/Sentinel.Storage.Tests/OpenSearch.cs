using Sentinel.Storage.Tests.Contracts;
using Sentinel.Storage.Tests.Stores;
using Sentinel.Testing.Servers;

[assembly: AssemblyFixture(typeof(OpenSearchServer))]

namespace Sentinel.Storage.Tests;

public sealed class OpenSearchWriting(OpenSearchStore store) : WritingContract(store), IClassFixture<OpenSearchStore>;

public sealed class OpenSearchFind(OpenSearchStore store) : FindContract(store), IClassFixture<OpenSearchStore>;

public sealed class OpenSearchLongDays(OpenSearchStore store) : LongDaysContract(store), IClassFixture<OpenSearchStore>;

public sealed class OpenSearchFilter(OpenSearchStore store) : FilterContract(store), IClassFixture<OpenSearchStore>;

public sealed class OpenSearchStream(OpenSearchStore store) : StreamContract(store), IClassFixture<OpenSearchStore>;

public sealed class OpenSearchGroups(OpenSearchStore store) : GroupsContract(store), IClassFixture<OpenSearchStore>;

public sealed class OpenSearchSeries(OpenSearchStore store) : SeriesContract(store), IClassFixture<OpenSearchStore>;

public sealed class OpenSearchTotals(OpenSearchStore store) : TotalsContract(store), IClassFixture<OpenSearchStore>;

public sealed class OpenSearchExporters(OpenSearchStore store) : ExportersContract(store), IClassFixture<OpenSearchStore>;

public sealed class OpenSearchDays(OpenSearchStore store) : DaysContract(store), IClassFixture<OpenSearchStore>;

public sealed class OpenSearchQuarantine(OpenSearchStore store) : QuarantineContract(store), IClassFixture<OpenSearchStore>;

public sealed class OpenSearchOlderDays(OpenSearchStore store) : OlderDayContract<OpenSearchNode>(store), IClassFixture<OpenSearchStore>;

public sealed class OpenSearchDocuments(OpenSearchStore store) : DocumentsContract(store), IClassFixture<OpenSearchStore>;

public sealed class OpenSearchAudit(OpenSearchStore store) : AuditContract(store), IClassFixture<OpenSearchStore>;
