namespace Sentinel.Ingestor;

/// <summary>Why a record goes to quarantine instead of the store.</summary>
internal readonly record struct Refusal(RefusalCause Cause, string Reason);

internal enum RefusalCause
{
    /// <summary>The record is no flow.</summary>
    Shape,

    /// <summary>Its day is not, or no longer, held.</summary>
    NotHeld,

    /// <summary>Its time lies too far in the future.</summary>
    Ahead,

    /// <summary>The store will never take it.</summary>
    Rejected,
}
