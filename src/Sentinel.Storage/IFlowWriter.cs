using Sentinel.Contracts;

namespace Sentinel.Storage;

/// <summary>Rows into the store. Writing a row again, under the id it had, changes nothing: what counts is the id.</summary>
public interface IFlowWriter
{
    /// <summary>
    /// One attempt to make rows durable; when it returns, each row's outcome is final for this attempt, in the order of <paramref name="rows"/>.
    /// A row may stand in it twice.
    /// </summary>
    /// <exception cref="StoreUnavailableException">Nothing is known of any row: send all of them again.</exception>
    /// <exception cref="StoreForbiddenException">The store does not let us write: nothing is known of any row.</exception>
    /// <exception cref="WriteRefusedException">The store refuses the request as it stands; nothing was written.</exception>
    Task<IReadOnlyList<RowOutcome>> WriteAsync(IReadOnlyList<FlowRow> rows, CancellationToken cancellation);
}

public enum RowStatus
{
    /// <summary>Durable, new.</summary>
    Stored,

    /// <summary>Durable already, under the same id.</summary>
    Duplicate,

    /// <summary>It was not taken this time, or was cleared before this could be answered.</summary>
    TryAgain,

    /// <summary>Its day is not open: see <see cref="IFlowDays.OpenAsync"/>.</summary>
    DayMissing,

    /// <summary>Its day is not held: whatever was written of it is gone, or will be, save what the day's last roll-ups may have of it.</summary>
    NotHeld,

    /// <summary>The store will never take it.</summary>
    Rejected,
}

/// <param name="Reason">Why, where the row is neither stored nor a duplicate.</param>
public readonly record struct RowOutcome(RowStatus Status, string? Reason = null);
