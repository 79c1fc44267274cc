using Microsoft.Extensions.Options;
using RabbitMQ.Client.Exceptions;
using Sentinel.Hosting.Broker;

namespace Sentinel.Standalone.Commands;

/// <summary>Whether the broker lets us in and has, or makes, what we need.</summary>
internal static class BrokerCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task RunAsync(CheckReport report, IServiceProvider services, CancellationToken cancellation)
    {
        if (services.GetService<FlowTopology>() is not { } topology)
        {
            report.Right("broker", $"none: {RabbitMqOptions.Section}:Url is not set, flows are taken over HTTP alone");
            return;
        }

        var options = services.GetRequiredService<IOptions<RabbitMqOptions>>().Value;
        var place = new Uri(options.Url).Authority;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            await using var connection = await BrokerConnection.FactoryOf(options, "sentinel-check").CreateConnectionAsync(patience.Token);
            await topology.DeclareAsync(connection, patience.Token);
            await FlowTopology.TryErrorWayAsync(connection, patience.Token);
            report.Right("broker", $"{place} has the exchange {options.Exchange} and the queues {options.Queue} and {options.ErrorQueue}");
        }
        catch (Exception failure) when (failure is BrokerUnreachableException or OperationInterruptedException or IOException or OperationCanceledException)
        {
            cancellation.ThrowIfCancellationRequested();
            report.Wrong("broker", BrokerRefusal.Sentence(failure, options));
        }
    }
}
