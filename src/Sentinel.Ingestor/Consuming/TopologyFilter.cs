using MassTransit;
using MassTransit.RabbitMqTransport;
using MassTransit.RabbitMqTransport.Middleware;
using Sentinel.Hosting.Broker;

namespace Sentinel.Ingestor.Consuming;

/// <summary>
/// Declares the topology before each start of consuming, in place of MassTransit, which would declare an exchange of the queue's name
/// and take no other for it.
/// </summary>
internal sealed class TopologyFilter(FlowTopology topology, ReceiveSettings settings) : IFilter<ChannelContext>
{
    public async Task Send(ChannelContext context, IPipe<ChannelContext> next)
    {
        await context.OneTimeSetup<ConfigureTopologyContext<ReceiveSettings>>(async () =>
        {
            context.GetOrAddPayload(() => settings);
            await topology.DeclareAsync(context.ConnectionContext.Connection, context.CancellationToken);
            await FlowTopology.TryErrorWayAsync(context.ConnectionContext.Connection, context.CancellationToken);
        });
        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("topology");
}
