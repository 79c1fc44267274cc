namespace Sentinel.Ingestor.Bounding;

/// <summary>Section <c>Sentinel:Retention</c>.</summary>
internal sealed class RetentionOptions
{
    public const string Section = "Sentinel:Retention";

    /// <summary>How long a day is held after it has ended, where nothing else is said through the API.</summary>
    public int Days { get; set; } = 7;
}
