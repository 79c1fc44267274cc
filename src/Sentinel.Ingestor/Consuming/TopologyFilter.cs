using MassTransit;
using MassTransit.RabbitMqTransport;
using Sentinel.Hosting.Broker;

namespace Sentinel.Ingestor.Consuming;

/// <summary>Declares the topology before each start of consuming.</summary>
internal sealed class TopologyFilter(FlowTopology topology) : IFilter<ChannelContext>
{
    public async Task Send(ChannelContext context, IPipe<ChannelContext> next)
    {
        await topology.DeclareAsync(context.ConnectionContext.Connection, context.CancellationToken);
        await next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("topology");
}
