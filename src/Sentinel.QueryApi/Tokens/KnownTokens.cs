using System.Collections.Concurrent;
using Sentinel.Storage;

namespace Sentinel.QueryApi.Tokens;

/// <summary>
/// Every token this process knows of, read again every few seconds: one that is revoked opens nothing any more soon after, in every process,
/// and while the store is away those known go on. One that is not known yet is looked for in the store.
/// </summary>
internal sealed partial class KnownTokens(TokenStore store, TokenUses uses, TimeProvider time, ILogger<KnownTokens> logger) : BackgroundService
{
    /// <summary>How long a revoked token may still open another process' door, but for the time a listing takes.</summary>
    public static TimeSpan ReadEvery { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Those that were revoked here. What was read of the store before may arrive after; their ids never come back.</summary>
    private readonly ConcurrentDictionary<string, bool> revoked = new(StringComparer.Ordinal);

    private volatile ConcurrentDictionary<string, Token> known = new(StringComparer.Ordinal);
    private bool isAway;

    /// <summary>Null where no token is this one, or where it has expired.</summary>
    /// <exception cref="StoreUnavailableException">It is none we know, and the store does not say whether it is one.</exception>
    public async ValueTask<Token?> FindAsync(string secret, CancellationToken cancellation)
    {
        if (!ApiToken.IsWellFormed(secret)) return null;
        var hash = ApiToken.HashOf(secret);
        var id = ApiToken.IdOf(hash);
        return Judge(known.TryGetValue(id, out var kept) ? kept : await LookForAsync(id, cancellation), hash);
    }

    /// <summary>As <see cref="FindAsync"/>, without a look into the store.</summary>
    public Token? FindKnown(string secret)
    {
        var hash = ApiToken.HashOf(secret);
        return Judge(known.GetValueOrDefault(ApiToken.IdOf(hash)), hash);
    }

    /// <summary>Here it opens nothing from now on.</summary>
    public void Revoke(string id) => revoked[id] = true;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(ReadEvery, time);
        do
        {
            try
            {
                await ReadAsync(stoppingToken);
                if (isAway) Log.Known(logger, known.Count);
                isAway = false;
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                if (!isAway) Log.NotRead(logger, failure.Message);
                isAway = true;
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        var tokens = await store.ListAsync(cancellation);
        known = new(tokens.Select(token => KeyValuePair.Create(token.Id, token)), StringComparer.Ordinal);
        uses.Keep(known.Keys);
        await uses.WriteAsync(tokens, store, cancellation);
    }

    private Token? Judge(Token? token, byte[] hash)
    {
        if (token is null || revoked.ContainsKey(token.Id) || !token.Matches(hash) || token.IsExpired(time.GetUtcNow())) return null;
        uses.Note(token.Id);
        return token;
    }

    private async Task<Token?> LookForAsync(string id, CancellationToken cancellation)
    {
        var token = await store.ReadAsync(id, cancellation);
        if (token is not null) known[id] = token;
        return token;
    }

    private static partial class Log
    {
        [LoggerMessage(3020, LogLevel.Warning, "The tokens cannot be read; those known go on: {Reason}")]
        public static partial void NotRead(ILogger logger, string reason);

        [LoggerMessage(3021, LogLevel.Information, "The tokens are read again: {Count}")]
        public static partial void Known(ILogger logger, int count);
    }
}
