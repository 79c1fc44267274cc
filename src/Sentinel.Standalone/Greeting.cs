using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Sentinel.Standalone.Demo;

namespace Sentinel.Standalone;

/// <summary>Says on standard output where the process answers, with which token, and what to ask first; once there is something to answer.</summary>
internal sealed class Greeting(
    StandaloneSettings settings, IServer server, IHostApplicationLifetime lifetime, IServiceProvider services) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Started(stoppingToken);
        if (services.GetService<DemoPublisher>() is { } demo) await demo.DayIsThere.WaitAsync(stoppingToken);
        await Console.Out.WriteLineAsync(Text());
    }

    private string Text()
    {
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? settings.Url;
        var authorization = $"-H 'Authorization: Bearer {settings.Token}'";
        return $"""

            Sentinel answers at {address}
            Token: {settings.Token}

            Who uses the network, with whom, for what:
              curl {authorization} '{address}/api/v1/flows/top-talkers?dim=pair&limit=5'
              curl {authorization} '{address}/api/v1/flows/protocols'
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
