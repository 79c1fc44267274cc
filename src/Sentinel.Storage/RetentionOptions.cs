namespace Sentinel.Storage;

/// <summary>Section <c>Sentinel:Retention</c>: what holds where nothing else is said through the API.</summary>
public sealed class RetentionOptions
{
    public const string Section = "Sentinel:Retention";

    /// <summary>What is told where <see cref="IsValid"/> does not hold.</summary>
    public static string Fault { get; } = $"{Section}:{nameof(Days)} must be 1 or more.";

    /// <summary>How long a day is held after it has ended.</summary>
    public int Days { get; set; } = 7;

    public bool IsValid => Days >= 1;
}
