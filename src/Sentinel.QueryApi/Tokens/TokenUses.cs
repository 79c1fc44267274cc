using System.Collections.Concurrent;

namespace Sentinel.QueryApi.Tokens;

/// <summary>When each token was last used here. What of it is news is written to the store now and then, not with every request.</summary>
internal sealed class TokenUses(TimeProvider time)
{
    /// <summary>What the store says may be this old.</summary>
    private const long WrittenAfter = 60_000;

    /// <summary>Of each round: the next list of tokens, from which those that were revoked are missing, waits for its end.</summary>
    private static readonly TimeSpan WriteFor = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, long> uses = new(StringComparer.Ordinal);

    public void Note(string id) => uses[id] = time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Epoch ms; null where it was never used, here or anywhere.</summary>
    public long? LastOf(Token token) => uses.TryGetValue(token.Id, out var here) && !(token.LastUsed > here) ? here : token.LastUsed;

    /// <summary>Writes those uses that the store does not know, or knows of long before: the longest first, as many as there is time for.</summary>
    public async Task WriteAsync(IEnumerable<Token> known, TokenStore store, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(WriteFor, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            foreach (var token in known.OrderBy(token => token.LastUsed).TakeWhile(_ => !limit.IsCancellationRequested))
            {
                if (uses.TryGetValue(token.Id, out var at) && !(at - token.LastUsed < WrittenAfter)) await store.NoteUseAsync(token.Id, at, either.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // The next round goes on.
        }
    }

    /// <summary>Keeps the uses of these alone.</summary>
    public void Keep(ICollection<string> known)
    {
        foreach (var id in uses.Keys.Except(known, StringComparer.Ordinal)) uses.TryRemove(id, out _);
    }
}
