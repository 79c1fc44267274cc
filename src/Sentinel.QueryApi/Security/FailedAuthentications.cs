using System.Globalization;
using Sentinel.QueryApi.Auditing;
using Sentinel.Storage;

namespace Sentinel.QueryApi.Security;

/// <summary>
/// Puts on record, some seconds later, from where wrong tokens came, how many and what for last: an entry an address at a time, however many guesses.
/// </summary>
internal sealed partial class FailedAuthentications(IAuditLog log, TimeProvider time, ILogger<FailedAuthentications> logger) : BackgroundService
{
    private const int MaxAddresses = 1_000;
    private const int MaxAskedLength = 200;

    private static readonly TimeSpan WriteEvery = TimeSpan.FromSeconds(2);

    private readonly Lock counting = new();
    private Dictionary<string, Guesses> counted = new(StringComparer.Ordinal);

    /// <param name="what">What was wrong with the token; nothing of it.</param>
    public void Note(string address, HttpRequest request, string what)
    {
        var asked = $"{request.Method} {request.Path.Value}";
        var last = $"{(asked.Length <= MaxAskedLength ? asked : asked[..MaxAskedLength])}: {what}";
        lock (counting)
        {
            var key = counted.Count < MaxAddresses || counted.ContainsKey(address) ? address : "others";
            counted[key] = new(counted.GetValueOrDefault(key).Count + 1, last, time.GetUtcNow());
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(WriteEvery, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await WriteAsync(stoppingToken);
    }

    /// <summary>What the store does not take stays counted, for the next time.</summary>
    private async Task WriteAsync(CancellationToken cancellation)
    {
        Dictionary<string, Guesses> batch;
        lock (counting) (batch, counted) = (counted, new(StringComparer.Ordinal));
        foreach (var (address, guesses) in batch)
        {
            try
            {
                await log.AppendAsync(EntryOf(address, guesses), cancellation);
                batch.Remove(address);
            }
            catch (Exception failure)
            {
                Log.NotRecorded(logger, failure.Message);
                PutBack(batch);
                return;
            }
        }
    }

    private static AuditEntry EntryOf(string address, Guesses guesses) => new(
        Guid.CreateVersion7().ToString("N"), guesses.LastAt, AuditActions.AuthenticationFail, "unknown", address.Length == 0 ? null : address,
        string.Create(CultureInfo.InvariantCulture, $"{guesses.Count} wrong; last {guesses.Last}"));

    private void PutBack(Dictionary<string, Guesses> batch)
    {
        lock (counting)
        {
            foreach (var (address, guesses) in batch)
            {
                counted[address] = counted.TryGetValue(address, out var newer) ? newer with { Count = newer.Count + guesses.Count } : guesses;
            }
        }
    }

    private readonly record struct Guesses(int Count, string Last, DateTimeOffset LastAt);

    private static partial class Log
    {
        [LoggerMessage(3022, LogLevel.Warning, "Failed authentications are not on record yet: {Reason}")]
        public static partial void NotRecorded(ILogger logger, string reason);
    }
}
