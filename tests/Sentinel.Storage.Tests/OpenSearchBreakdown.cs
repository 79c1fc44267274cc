using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Storage.Tests.Contracts;
using Sentinel.Storage.Tests.Stores;

namespace Sentinel.Storage.Tests;

public sealed class OpenSearchBreakdown(OpenSearchStore store) : BreakdownContract(store), IClassFixture<OpenSearchStore>
{
    private const int OfList = 1;

    [Fact]
    public async Task Only_a_list_that_does_not_prove_itself_is_asked_for_again()
    {
        await StoredAsync(Unlisted());
        var query = new TopQuery(Own(), FlowFields.DstIp, Measure.Bytes, 2);
        Assert.Equal(OfList, await CountSearchesAsync(query));
        Assert.Equal(OfList + 1, await CountSearchesAsync(query with { Breakdowns = [new(FlowFields.DstPort, 5), new(FlowFields.Protocol, 5)] }));
        Assert.Equal(OfList + 1 + OfList, await CountSearchesAsync(query with { Breakdowns = [new(FlowFields.SrcIp, 1), new(FlowFields.Protocol, 5)] }));
    }

    private async Task<int> CountSearchesAsync(TopQuery query)
    {
        using var sent = new SearchCount();
        await Reader.TopAsync(query, Cancellation);
        return sent.Searches;
    }
}
