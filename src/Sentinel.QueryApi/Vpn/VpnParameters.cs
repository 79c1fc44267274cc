using Sentinel.Contracts;
using Sentinel.QueryApi.Requests;

namespace Sentinel.QueryApi.Vpn;

/// <summary>Every query parameter of the dialect.</summary>
internal static class VpnParameters
{
    /// <summary>The length of a bucket, ms.</summary>
    public static ChoiceParameter<long> AnalyticsRange { get; } = new("range", "96 buckets of 15, 105 or 450 minutes",
    [
        ("24h", 15 * Window.Milliseconds), ("7d", 105 * Window.Milliseconds), ("30d", 450 * Window.Milliseconds),
    ])
    { Default = "24h" };

    public static ChoiceParameter<HistoryRange> HistoryRange { get; } = new("range", "How far back the history reaches", [.. Vpn.HistoryRange.All.Select(range => (range.Word, range))]) { Default = "24h" };

    /// <summary>Null is the range's own.</summary>
    public static ChoiceParameter<Resolution?> Resolution { get; } = new("resolution", "The length of its buckets; `raw` is a point for each minute with traffic, of 24 hours at most",
    [
        ("auto", null), ("raw", Vpn.Resolution.Raw), ("5min", Vpn.Resolution.FiveMinutes), ("hourly", Vpn.Resolution.Hourly), ("6h", Vpn.Resolution.SixHours), ("daily", Vpn.Resolution.Daily),
    ])
    { Default = "auto" };
}
