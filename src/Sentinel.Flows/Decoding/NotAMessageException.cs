namespace Sentinel.Flows.Decoding;

/// <summary>The body is no message at all: nothing of it can be counted, nor quarantined record by record.</summary>
public sealed class NotAMessageException(string message, bool isTooLarge = false) : Exception(message)
{
    /// <summary>The body is larger than <see cref="MaxBodyBytes"/>.</summary>
    public bool IsTooLarge { get; } = isTooLarge;

    /// <summary>16 MiB, unpacked.</summary>
    public const int MaxBodyBytes = 16 * 1024 * 1024;
}
