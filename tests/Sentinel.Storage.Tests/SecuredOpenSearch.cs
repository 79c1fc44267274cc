using Sentinel.Storage.Tests.Contracts;
using Sentinel.Storage.Tests.Stores;

[assembly: AssemblyFixture(typeof(SecuredOpenSearchServer))]

namespace Sentinel.Storage.Tests;

public sealed class SecuredOpenSearchWriting(ShardedOpenSearchStore store) : WritingContract(store), IClassFixture<ShardedOpenSearchStore>;

public sealed class SecuredOpenSearchShards(ShardedOpenSearchStore store) : ShardsContract(store), IClassFixture<ShardedOpenSearchStore>;

public sealed class SecuredOpenSearchDays(ShardedOpenSearchStore store) : DaysContract(store), IClassFixture<ShardedOpenSearchStore>;

public sealed class SecuredOpenSearchQuarantine(ShardedOpenSearchStore store) : QuarantineContract(store), IClassFixture<ShardedOpenSearchStore>;

public sealed class SecuredOpenSearchDocuments(ShardedOpenSearchStore store) : DocumentsContract(store), IClassFixture<ShardedOpenSearchStore>;

public sealed class SecuredOpenSearchAudit(ShardedOpenSearchStore store) : AuditContract(store), IClassFixture<ShardedOpenSearchStore>;
