using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Sentinel.QueryApi.Security;

/// <summary>How often an address, and a token, may ask; and how often an address may guess.</summary>
internal sealed class RequestRates(IOptions<LimitOptions> options) : IDisposable
{
    private const int BurstSeconds = 5;
    private const int SecondsPerMinute = 60;

    private readonly PartitionedRateLimiter<string> addresses = PerSecond(options.Value.RequestsPerAddress);
    private readonly PartitionedRateLimiter<string> tokens = PerSecond(options.Value.RequestsPerToken);
    private readonly PartitionedRateLimiter<string> guesses = PerMinute(options.Value.FailedAuthentications);

    /// <returns>When to come back, where it asks too often; else null.</returns>
    public TimeSpan? RefuseAddress(string address) => Refuse(addresses, address);

    /// <inheritdoc cref="RefuseAddress"/>
    public TimeSpan? RefuseToken(string id) => Refuse(tokens, id);

    /// <summary>Whether too many wrong tokens came from the address to look at another that could be guessed.</summary>
    public bool IsLockedOut(string address) => guesses.GetStatistics(address) is { CurrentAvailablePermits: < 1 };

    public void NoteWrongToken(string address) => guesses.AttemptAcquire(address).Dispose();

    public void Dispose()
    {
        addresses.Dispose();
        tokens.Dispose();
        guesses.Dispose();
    }

    private static TimeSpan? Refuse(PartitionedRateLimiter<string> limiter, string key)
    {
        using var lease = limiter.AttemptAcquire(key);
        if (lease.IsAcquired) return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
    }

    private static PartitionedRateLimiter<string> PerSecond(int requests) => Partitioned(new()
    {
        TokenLimit = requests * BurstSeconds, TokensPerPeriod = requests, ReplenishmentPeriod = TimeSpan.FromSeconds(1), AutoReplenishment = true,
    });

    private static PartitionedRateLimiter<string> PerMinute(int requests) => Partitioned(new()
    {
        TokenLimit = requests, TokensPerPeriod = 1, ReplenishmentPeriod = TimeSpan.FromSeconds((double)SecondsPerMinute / requests), AutoReplenishment = true,
    });

    private static PartitionedRateLimiter<string> Partitioned(TokenBucketRateLimiterOptions bucket) =>
        PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetTokenBucketLimiter(key, _ => bucket), StringComparer.Ordinal);
}
