namespace Sentinel.Storage;

/// <summary>Why records are in quarantine, in the few kinds that they are counted by.</summary>
public enum RefusalCause
{
    /// <summary>An earlier version quarantined it, and said why in words alone.</summary>
    Unknown,

    /// <summary>The record is no flow.</summary>
    Shape,

    /// <summary>Its day is not, or no longer, held.</summary>
    NotHeld,

    /// <summary>Its time lies too far in the future.</summary>
    Ahead,

    /// <summary>The store will never take it.</summary>
    Rejected,
}

/// <summary>The causes as they are written: in the store, in metrics, over HTTP.</summary>
public static class RefusalCauses
{
    private static readonly string[] Words = ["unknown", "shape", "not_held", "ahead", "rejected"];

    public static IReadOnlyList<RefusalCause> All { get; } = Enum.GetValues<RefusalCause>();

    public static string Word(this RefusalCause cause) => Words[(int)cause];

    /// <summary>Absent, or of a later version, it is unknown.</summary>
    public static RefusalCause Of(string? word) => (RefusalCause)Math.Max(0, Array.IndexOf(Words, word));
}
