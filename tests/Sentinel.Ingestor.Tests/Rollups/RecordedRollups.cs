using System.Collections.Concurrent;
using Sentinel.Storage;

namespace Sentinel.Ingestor.Tests.Rollups;

/// <summary>Keeps nothing but what it was asked to do.</summary>
internal sealed class RecordedRollups : IRollups
{
    public ConcurrentQueue<DateOnly> RolledUp { get; } = [];

    public ConcurrentQueue<(DateOnly OfQuarterHours, DateOnly OfDays)> KeptFrom { get; } = [];

    /// <summary>The days of which the store does not answer.</summary>
    public ConcurrentBag<DateOnly> Away { get; } = [];

    public Task<int> RollUpAsync(DateOnly day, CancellationToken cancellation)
    {
        var isAway = Away.Contains(day);
        RolledUp.Enqueue(day);
        return isAway ? Task.FromException<int>(new StoreUnavailableException("away")) : Task.FromResult(1);
    }

    public Task KeepFromAsync(DateOnly firstOfQuarterHours, DateOnly firstOfDays, CancellationToken cancellation)
    {
        KeptFrom.Enqueue((firstOfQuarterHours, firstOfDays));
        return Task.CompletedTask;
    }
}
