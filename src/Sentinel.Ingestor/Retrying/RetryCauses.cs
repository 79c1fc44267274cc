namespace Sentinel.Ingestor.Retrying;

/// <summary>Why something is asked of the store again, as metrics have it.</summary>
internal static class RetryCauses
{
    /// <summary>It does not answer, or says: later.</summary>
    public const string Unavailable = "unavailable";

    /// <summary>It refuses us.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>It failed in a way we do not know.</summary>
    public const string Unexpected = "unexpected";

    /// <summary>It put single rows off.</summary>
    public const string Row = "row";

    /// <summary>A bulk was too large, and is halved.</summary>
    public const string TooLarge = "too_large";

    /// <summary>Something in a bulk keeps it from being read, and is looked for by halves.</summary>
    public const string BadRequest = "bad_request";

    public static IReadOnlyList<string> All { get; } = [Unavailable, Forbidden, Unexpected, Row, TooLarge, BadRequest];
}
