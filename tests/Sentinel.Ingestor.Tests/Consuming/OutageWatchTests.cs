using System.Reflection;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sentinel.Ingestor.Consuming;
using Sentinel.Ingestor.Retrying;
using Sentinel.Ingestor.Tests.Writing;
using Sentinel.Storage;
using Sentinel.Testing;

namespace Sentinel.Ingestor.Tests.Consuming;

/// <summary>An endpoint that fails in what it is told, as no broker can be made to let it.</summary>
public sealed class OutageWatchTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_endpoint_that_neither_stops_nor_starts_ends_nothing()
    {
        var store = new ScriptedStore();
        var services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(new ManualTime()).AddSingleton<IFlowWriter>(store).AddSingleton<IFlowDays>(store)
            .AddSingleton(new PauseLimits { First = TimeSpan.Zero, Longest = TimeSpan.Zero }).AddIngestor(new ConfigurationBuilder().Build())
            .AddSingleton<HeldDeliveries>().AddSingleton<EndpointWatch>().AddSingleton<OutageWatch>();
        await using var provider = services.BuildServiceProvider();
        var endpoint = DispatchProxy.Create<IReceiveEndpoint, FailingEndpoint>();
        await provider.GetRequiredService<EndpointWatch>().Ready(new Consuming(endpoint));
        var watch = provider.GetRequiredService<OutageWatch>();
        await watch.StartAsync(Cancellation);

        for (var outage = 1; outage <= 3; outage++)
        {
            provider.GetRequiredService<Outage>().Report("it is tried");
            var told = outage * 2;
            await Eventually.True(() => ((FailingEndpoint)(object)endpoint).Told == told, "it is told to stop and to start", Cancellation);
        }

        Assert.False(watch.ExecuteTask!.IsCompleted);
        await watch.StopAsync(Cancellation);
    }

    private sealed record Consuming(IReceiveEndpoint ReceiveEndpoint) : ReceiveEndpointReady
    {
        public Uri InputAddress { get; } = new("queue:flows");

        public bool IsStarted => true;
    }

    /// <summary>Public, since the runtime derives from it.</summary>
    public class FailingEndpoint : DispatchProxy
    {
        private int told;

        public int Told => Volatile.Read(ref told);

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            Interlocked.Increment(ref told);
            throw new InvalidOperationException($"{targetMethod} fails");
        }
    }
}
