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

    [Fact]
    public void A_generation_stands_behind_the_day_and_keeps_its_name_as_an_alias()
    {
        var name = new DayIndexName(new(2026, 1, 9), 12);
        Assert.Equal("flows-2026.01.09-12", name.Index);
        Assert.Equal(["write-flows-2026.01.09-12", "flows-2026.01.09"], name.Aliases);
        Assert.Equal(["write-flows-2026.01.09"], (name with { Generation = 0 }).Aliases);
        Assert.True(DayIndexName.TryParse(name.Index, out var parsed));
        Assert.Equal(name, parsed);
    }

    [Theory]
    [InlineData("flows-2026.13.01")]
    [InlineData("flows-2026.1.9")]
    [InlineData("flows-2026.01.09-")]
    [InlineData("flows-2026.01.09-0")]
    [InlineData("flows-2026.01.09-01")]
    [InlineData("flows-2026.01.09--1")]
    [InlineData("flows-2026.01.09-+1")]
    [InlineData("flows-2026.01.09-99999999999")]
    [InlineData("flows-2026.01.09.1")]
    [InlineData("flows-2026.01.09-copy")]
    [InlineData("flows-2026.01.09-1-reindexed")]
    [InlineData("flowz-2026.01.09")]
    [InlineData("write-flows-2026.01.09")]
    [InlineData("flows-")]
    [InlineData("")]
    public void Other_names_are_no_days(string index) => Assert.False(DayIndexName.TryParse(index, out _));

    [Fact]
    public void Quarantine_is_kept_by_the_utc_month() =>
        Assert.Equal("quarantine-flows-2026.12", MonthIndexName.Of(MonthIndexName.Quarantine, new(2027, 1, 1, 0, 30, 0, TimeSpan.FromHours(1))).Index);
}
