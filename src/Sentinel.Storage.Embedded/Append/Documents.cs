using Sentinel.Storage.Embedded.Opening;
using Sentinel.Storage.Embedded.Schema;

namespace Sentinel.Storage.Embedded.Append;

internal sealed class Documents(WriteQueue queue, Database database) : IDocuments
{
    public Task<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancellation) =>
        database.UseAsync(connection => DocumentTable.Read(connection, key), cancellation);

    public Task<bool> WriteAsync(DocumentKey key, DocumentBody body, string? expected, CancellationToken cancellation) =>
        queue.ChangeAsync(connection => DocumentTable.Write(connection, key, body, expected), cancellation);

    public Task<bool> DeleteAsync(DocumentKey key, string expected, CancellationToken cancellation) =>
        queue.ChangeAsync(connection => DocumentTable.Delete(connection, key, expected), cancellation);

    public async Task<IReadOnlyList<StoredDocument>> ListAsync(string collection, string? after, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, IDocuments.MaxListed);
        return await database.UseAsync(connection => DocumentTable.List(connection, collection, after, limit), cancellation);
    }
}
