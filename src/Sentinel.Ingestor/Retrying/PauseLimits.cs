namespace Sentinel.Ingestor.Retrying;

internal sealed class BackoffOptions
{
    /// <summary>The longest pause before the first repetition; each further one may take twice as long.</summary>
    public TimeSpan FirstPause { get; set; } = TimeSpan.FromMilliseconds(100);

    public TimeSpan LongestPause { get; set; } = TimeSpan.FromSeconds(15);
}
