using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Sentinel.Standalone.Demo;

namespace Sentinel.Standalone;

/// <summary>Says on standard output where the process answers, with which token, and what to ask first; of the demo once there is something to answer.</summary>
internal sealed class Greeting(
    StandaloneSettings settings, IServer server, IHostApplicationLifetime lifetime, IServiceProvider services) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Started(stoppingToken);
        var address = server.Features.Get<IServerAddressesFeature>()!.Addresses.First();
        if (services.GetService<DemoPublisher>() is { } demo)
        {
            await Console.Out.WriteLineAsync($"Sentinel is up at {address} and takes a day of demo traffic; what to ask follows when the day is there.");
            await demo.DayIsThere.WaitAsync(stoppingToken);
        }

        await Console.Out.WriteLineAsync(Text(address));
    }

    private string Text(string address)
    {
        var authorization = $"-H 'Authorization: Bearer {settings.Token}'";
        return $"""

            Sentinel answers at {address}
            export TOKEN={settings.Token}

            Who used the network in the last day, with whom, for what:
              curl {authorization} '{address}/api/v1/flows/top-talkers?dim=pair&limit=5&window_secs=86400'
              curl {authorization} '{address}/api/v1/flows/protocols?window_secs=86400'
              curl {authorization} '{address}/api/v1/flows?sort=bytes&limit=3'

            """;
    }

    private async Task Started(CancellationToken cancellation)
    {
        var started = new TaskCompletionSource();
        await using var registration = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(cancellation);
    }
}
