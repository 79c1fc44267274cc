using System.Globalization;
using Sentinel.Ingestor.Bounding;

namespace Sentinel.Ingestor.Tests.Bounding;

public sealed class KeptDaysTests
{
    [Theory]
    [InlineData("2026-11-21T00:00:00Z", 1, "2026-11-19")]
    [InlineData("2026-11-21T00:00:00.001Z", 1, "2026-11-20")]
    [InlineData("2026-11-21T12:00:00Z", 7, "2026-11-14")]
    [InlineData("2026-11-21T12:00:00Z", 3_651, "2016-11-22")]
    [InlineData("1970-01-03T00:00:00Z", 1, "1970-01-01")]
    [InlineData("1970-01-02T23:59:59Z", 1, "0001-01-01")]
    [InlineData("2026-11-21T12:00:00Z", 99_999, "0001-01-01")]
    [InlineData("2026-11-21T12:00:00Z", int.MaxValue, "0001-01-01")]
    public void A_day_is_kept_until_its_end_is_older_than_that(string now, int kept, string first) =>
        Assert.Equal(DateOnly.Parse(first, CultureInfo.InvariantCulture), KeptDays.First(DateTimeOffset.Parse(now, CultureInfo.InvariantCulture), kept));
}
