using Sentinel.Contracts;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Tests;

public sealed class QueryTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, -1)]
    [InlineData(0, FindQuery.MaxLimit + 1)]
    [InlineData(-1, 1)]
    public void A_page_out_of_its_bounds_cannot_be_asked_for(long offset, int limit) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new FindQuery(Selection.Everything, RowOrder.NewestFirst, offset, limit));

    [Theory]
    [InlineData(0)]
    [InlineData(TopQuery.MaxLimit + 1)]
    public void A_top_list_out_of_its_bounds_cannot_be_asked_for(int limit) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TopQuery(Selection.Everything, FlowFields.SrcIp, Measure.Bytes, limit));

    [Fact]
    public void Rows_are_sorted_by_what_every_row_has()
    {
        Assert.All(RowOrder.Sortable, by => Assert.Equal(by, new RowOrder(by, Descending: true).By));
        Assert.Throws<ArgumentException>(() => new RowOrder(FlowFields.SrcPort, Descending: true));
    }
}
