using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Embedded.Opening;
using Sentinel.Testing;

namespace Sentinel.Storage.Embedded.Tests;

public sealed class ConnectionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_connection_whose_transaction_cannot_begin_answers_nobody_else()
    {
        using var folder = new TemporaryFolder();
        await using var store = new OpenStore(folder.Path);
        var database = store.Get<Database>();
        await database.UseAsync(connection => connection.Execute("BEGIN"), Cancellation);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => database.UseAsync(connection => connection.Transaction(() => { }), Cancellation));
        await database.UseAsync(connection => connection.Transaction(() => { }), Cancellation);
    }

    [Fact]
    public async Task A_connection_whose_transaction_could_not_be_rolled_back_answers_nobody_else()
    {
        using var folder = new TemporaryFolder();
        await using var store = new OpenStore(folder.Path);
        var database = store.Get<Database>();
        Connection? lost = null;
        var failing = database.UseAsync(
            connection => connection.Transaction(() =>
            {
                lost = connection;
                connection.Execute("ROLLBACK");
                connection.Execute("no SQL");
            }),
            Cancellation);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => failing);
        await database.UseAsync(connection => Assert.NotSame(lost, connection), Cancellation);
    }
}
