namespace Sentinel.Storage;

/// <summary>
/// Sums of rows by the quarter hour and by the day, which answer questions about long times and outlive the rows: what they keep stands in
/// <see cref="Queries.Rollup"/>. Quarter hours follow the rows of held days; a day that is given up gets its last ones and its day's sums with
/// that: see <see cref="IRetention.HoldFromAsync"/>. Several processes may do this at once, and be killed anywhere: no question is answered
/// wrong for it, only slower.
/// </summary>
public interface IRollups
{
    /// <summary>Brings the quarter hours of a held day up to its rows; no effect where nothing is new.</summary>
    /// <returns>How many quarter hours were written anew.</returns>
    /// <exception cref="StoreUnavailableException">Ask again.</exception>
    Task<int> RollUpAsync(DateOnly day, CancellationToken cancellation);

    /// <summary>Gives up what is kept of earlier days; those that are held are read from their rows then.</summary>
    /// <exception cref="StoreUnavailableException">Some of it is done, or all: ask again.</exception>
    Task KeepFromAsync(DateOnly firstOfQuarterHours, DateOnly firstOfDays, CancellationToken cancellation);
}
