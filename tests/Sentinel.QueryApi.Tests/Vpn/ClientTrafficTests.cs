using Microsoft.Extensions.DependencyInjection;
using Sentinel.Contracts;
using Sentinel.QueryApi.Security;
using Sentinel.QueryApi.Vpn;
using Sentinel.Storage;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests.Vpn;

public sealed class ClientTrafficTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_the_largest_clients_one_whose_rows_are_gone_before_they_are_summed_is_left_out()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        await host.WriteAsync([RowOf("alice"), RowOf("bob")], Cancellation);
        var flows = new CallersFlows(new ChangingReader(host.App.Services.GetRequiredService<IFlowReader>(), LeaveBobAsync), Filter.Everything);
        var largest = await ClientTraffic.LargestAsync(flows, ClientTraffic.Ever, 10, Cancellation);
        Assert.Equal([("bob", new Traffic(1_500, 0))], largest);

        async Task LeaveBobAsync()
        {
            await host.App.Services.GetRequiredService<IRetention>().ClearAsync(Cancellation);
            await host.WriteAsync([RowOf("bob")], Cancellation);
        }
    }

    private static FlowRow RowOf(string client) => Some.Row(flow => (flow.SubscriberId, flow.Direction) = (client, Directions.Outbound));
}
