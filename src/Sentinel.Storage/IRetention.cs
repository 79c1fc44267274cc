namespace Sentinel.Storage;

/// <summary>
/// What is held and what is given up, agreed between all processes. Any of them may do any of this at once, and be killed anywhere:
/// whoever asks next goes on where it ended.
/// </summary>
public interface IRetention
{
    /// <summary>The state as of now: what was changed before the call, in whichever process, is in it.</summary>
    /// <exception cref="StoreUnavailableException">Ask again.</exception>
    Task<StoreState> ReadAsync(CancellationToken cancellation);

    /// <summary>Says how many days are held after their end, instead of the settings; null gives it back to them.</summary>
    /// <param name="days">1 or more, or null.</param>
    /// <exception cref="StoreUnavailableException">It may have changed, or not: say it again.</exception>
    Task<StoreState> SetDaysAsync(int? days, CancellationToken cancellation);

    /// <summary>
    /// Makes this the first held day, where an earlier one is it. All before it is sealed and dropped when this returns, and what others
    /// left behind of sealed days and older generations is gone: call it again, with the same day, to clean up.
    /// </summary>
    /// <exception cref="StoreUnavailableException">Some of it is done, or all: ask again.</exception>
    Task<StoreState> HoldFromAsync(DateOnly first, CancellationToken cancellation);

    /// <summary>
    /// Forgets every row. A row whose message was published before this returns may go with it; one published after stays; none of those
    /// that went is seen again, by any process, once this has returned. Quarantine and logs stay.
    /// </summary>
    /// <exception cref="StoreUnavailableException">Some of it is done, or all: ask again.</exception>
    Task ClearAsync(CancellationToken cancellation);
}
