using Sentinel.Storage.OpenSearch.Bootstrap;

namespace Sentinel.Storage.OpenSearch.Tests.Bootstrap;

public sealed class IndexNameTests
{
    [Fact]
    public void A_day_names_its_index_and_its_alias()
    {
        var name = new DayIndexName(new(2026, 1, 9));
        Assert.Equal("flows-2026.01.09", name.Index);
        Assert.Equal("write-flows-2026.01.09", name.WriteAlias);
        Assert.True(DayIndexName.TryParse(name.Index, out var parsed));
        Assert.Equal(name, parsed);
    }

    [Theory]
    [InlineData("flows-2026.13.01")]
    [InlineData("flows-2026.1.9")]
    [InlineData("flows-2026.01.09-1")]
    [InlineData("write-flows-2026.01.09")]
    [InlineData("flows-")]
    public void Other_names_are_no_days(string index) => Assert.False(DayIndexName.TryParse(index, out _));

    [Fact]
    public void Quarantine_is_kept_by_the_utc_month() =>
        Assert.Equal("quarantine-flows-2026.12", QuarantineIndexName.Of(new(2027, 1, 1, 0, 30, 0, TimeSpan.FromHours(1))).Index);
}
