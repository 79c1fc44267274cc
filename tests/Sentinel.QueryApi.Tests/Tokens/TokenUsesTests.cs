using Microsoft.Extensions.DependencyInjection;
using Sentinel.QueryApi.Tokens;
using Sentinel.Storage;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests.Tokens;

public sealed class TokenUsesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Where_the_store_is_slow_a_round_writes_some_uses_and_the_next_ones_the_others()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        var time = new ManualTime();
        var documents = new SlowDocuments(host.App.Services.GetRequiredService<IDocuments>(), time);
        var (store, uses) = (new TokenStore(documents, time), new TokenUses(time));
        for (var count = 0; count < 10; count++) await store.AddAsync(store.Make(new("some", [Scopes.FlowsRead], Expires: null, Filter: null)).Token, Cancellation);
        foreach (var token in await store.ListAsync(Cancellation)) uses.Note(token.Id);

        var written = new List<int>();
        for (var round = 0; round < 5; round++)
        {
            await uses.WriteAsync(await store.ListAsync(Cancellation), store, Cancellation);
            written.Add((await store.ListAsync(Cancellation)).Count(token => token.LastUsed is not null));
        }

        Assert.Equal([2, 4, 6, 8, 10], written);
    }

    /// <summary>Each write takes a second.</summary>
    private sealed class SlowDocuments(IDocuments documents, ManualTime time) : IDocuments
    {
        public Task<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancellation) => documents.ReadAsync(key, cancellation);

        public Task<bool> WriteAsync(DocumentKey key, DocumentBody body, string? expected, CancellationToken cancellation)
        {
            var written = documents.WriteAsync(key, body, expected, CancellationToken.None);
            time.Advance(TimeSpan.FromSeconds(1));
            return written;
        }

        public Task<bool> DeleteAsync(DocumentKey key, string expected, CancellationToken cancellation) => documents.DeleteAsync(key, expected, cancellation);

        public Task<IReadOnlyList<StoredDocument>> ListAsync(string collection, string? after, int limit, CancellationToken cancellation) =>
            documents.ListAsync(collection, after, limit, cancellation);
    }
}
