using Microsoft.Extensions.Options;
using Sentinel.Contracts;
using Sentinel.Ingestor.Bounding;
using Sentinel.Testing;

namespace Sentinel.Ingestor.Tests.Bounding;

public sealed class TimeBoundsTests
{
    private readonly TimeBounds bounds = new(new ManualTime(), Options.Create(new RetentionOptions()));

    [Theory]
    [InlineData("2026-11-20T12:00:00Z", null)] // now
    [InlineData("2026-11-20T12:10:59.999Z", null)] // the window of 12:10 begins ten minutes ahead
    [InlineData("2026-11-20T12:11:00Z", "time more than 10 min ahead: 2026-11-20T12:11Z")]
    [InlineData("2099-01-01T00:00:00Z", "time more than 10 min ahead: 2099-01-01T00:00Z")]
    [InlineData("9999-12-31T23:59:59.999Z", "time more than 10 min ahead: 9999-12-31T23:59Z")]
    [InlineData("2026-11-13T00:00:00Z", null)] // ended 6.5 days ago
    [InlineData("2026-11-12T23:59:59.999Z", "time not held: 2026-11-12T23:59Z")] // ended 7.5 days ago
    [InlineData("1970-01-01T00:00:00Z", "time not held: 1970-01-01T00:00Z")]
    public void A_window_is_stored_from_the_first_held_day_until_ten_minutes_ahead(string time, string? reason) =>
        Assert.Equal(reason, bounds.Judge(Window.Of(DateTimeOffset.Parse(time, null).ToUnixTimeMilliseconds()))?.Reason);
}
