using System.Globalization;
using Microsoft.Extensions.Options;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.Vpn;

/// <summary>What the dialect says of times, and asks by the clock.</summary>
internal sealed class VpnClock(TimeProvider time, IOptions<VpnOptions> options)
{
    /// <summary>Epoch ms.</summary>
    public long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>The rows of clients that are active now.</summary>
    public TimeRange OfActive => TimeRange.LastSeenBetween(Now - (long)options.Value.ActiveFor.TotalMilliseconds + 1, max: null);

    /// <summary>The start of the newest minute that is over, epoch ms.</summary>
    public long LastMinute => (Now / Window.Milliseconds * Window.Milliseconds) - Window.Milliseconds;

    public static string TextOf(long time) => DateTimeOffset.FromUnixTimeMilliseconds(time).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    public bool IsActive(long? lastSeen) => lastSeen is { } seen && Now - seen < options.Value.ActiveFor.TotalMilliseconds;

    public string StatusOf(long? lastSeen) => IsActive(lastSeen) ? "Active" : "Disconnected";

    /// <summary>Buckets aligned to the epoch in their own step, the last of which holds now.</summary>
    public (long From, long To) Buckets(long step, int count)
    {
        var end = (Now / step * step) + step;
        return (end - (step * count), end);
    }
}
