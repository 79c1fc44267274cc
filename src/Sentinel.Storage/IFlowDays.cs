namespace Sentinel.Storage;

/// <summary>The days that hold rows. Nothing creates a day but <see cref="OpenAsync"/>.</summary>
public interface IFlowDays
{
    /// <summary>Makes what the store needs before its first day. Safe to call by ten processes at once, and again.</summary>
    Task PrepareAsync(CancellationToken cancellation);

    /// <summary>Makes the day writable; no effect where it is, or where it is not held.</summary>
    Task OpenAsync(DateOnly day, CancellationToken cancellation);

    /// <summary>The days whose rows are kept, ascending, those that are given up and not yet sealed among them.</summary>
    Task<IReadOnlyList<DateOnly>> ListAsync(CancellationToken cancellation);
}
