using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Sentinel.QueryApi.Tokens;
using Sentinel.Storage;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests.Tokens;

public sealed class KnownTokensTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_token_that_was_read_before_it_was_revoked_opens_nothing_when_it_arrives_after()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        var (store, secret, id) = await AddAsync(host);
        var late = new LateDocuments(host.App.Services.GetRequiredService<IDocuments>());
        using var known = KnownIn(late, host.Time);

        var looked = known.FindAsync(secret, Cancellation).AsTask();
        await late.Read.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        await store.RevokeAsync(id, Cancellation);
        known.Revoke(id);
        late.Arrive();
        Assert.Null(await looked);
        Assert.Null(known.FindKnown(secret));
    }

    [Fact]
    public async Task A_list_that_was_read_before_a_token_was_revoked_does_not_bring_it_back()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        var (store, secret, id) = await AddAsync(host);
        var (_, other, _) = await AddAsync(host);
        var late = new LateDocuments(host.App.Services.GetRequiredService<IDocuments>());
        using var known = KnownIn(late, host.Time);

        await known.StartAsync(Cancellation);
        await late.Read.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        await store.RevokeAsync(id, Cancellation);
        known.Revoke(id);
        late.Arrive();
        await Eventually.True(() => known.FindKnown(other) is not null, "the list has arrived", Cancellation);
        Assert.Null(known.FindKnown(secret));
        await known.StopAsync(Cancellation);
    }

    private static async Task<(TokenStore Store, string Secret, string Id)> AddAsync(ApiHost host)
    {
        var store = new TokenStore(host.App.Services.GetRequiredService<IDocuments>(), host.Time);
        var (token, secret) = store.Make(new("some", [Scopes.FlowsRead], Expires: null, Filter: null));
        await store.AddAsync(token, Cancellation);
        return (store, secret, token.Id);
    }

    private static KnownTokens KnownIn(IDocuments documents, TimeProvider time) =>
        new(new(documents, time), new(time), time, NullLogger<KnownTokens>.Instance);

    /// <summary>What the store says is held back, once it has been read, until it may arrive.</summary>
    private sealed class LateDocuments(IDocuments documents) : IDocuments
    {
        private readonly TaskCompletionSource read = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource arrives = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Read => read.Task;

        public void Arrive() => arrives.SetResult();

        public Task<StoredDocument?> ReadAsync(DocumentKey key, CancellationToken cancellation) => LateAsync(documents.ReadAsync(key, cancellation));

        public Task<IReadOnlyList<StoredDocument>> ListAsync(string collection, string? after, int limit, CancellationToken cancellation) =>
            LateAsync(documents.ListAsync(collection, after, limit, cancellation));

        public Task<bool> WriteAsync(DocumentKey key, DocumentBody body, string? expected, CancellationToken cancellation) =>
            documents.WriteAsync(key, body, expected, cancellation);

        public Task<bool> DeleteAsync(DocumentKey key, string expected, CancellationToken cancellation) => documents.DeleteAsync(key, expected, cancellation);

        private async Task<T> LateAsync<T>(Task<T> answer)
        {
            var told = await answer;
            read.TrySetResult();
            await arrives.Task;
            return told;
        }
    }
}
