namespace Sentinel.QueryApi.Security;

/// <summary><c>Sentinel:Limits</c>: how often one may ask. Far above what people and producers need; what meets them runs in a circle, or guesses.</summary>
internal sealed class LimitOptions
{
    public const string Section = "Sentinel:Limits";
    public const int Max = 1_000_000;

    /// <summary>Of one token, each second; five times as many at once.</summary>
    public int RequestsPerToken { get; set; } = 1_000;

    /// <summary>From one address, whoever asks, each second; five times as many at once.</summary>
    public int RequestsPerAddress { get; set; } = 2_000;

    /// <summary>From one address a minute, before its guesses are not looked at any more.</summary>
    public int FailedAuthentications { get; set; } = 100;
}
