namespace Sentinel.Ingestor.Bounding;

/// <summary>Section <c>Sentinel:Retention</c>.</summary>
internal sealed class RetentionOptions
{
    public const string Section = "Sentinel:Retention";

    public const int MaxDays = 3650;

    /// <summary>How long a day is held after it has ended.</summary>
    public int Days { get; set; } = 7;
}
