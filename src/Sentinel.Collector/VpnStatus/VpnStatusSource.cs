using Microsoft.Extensions.Options;
using Sentinel.Contracts;
using Sentinel.Flows.Publishing;

namespace Sentinel.Collector.VpnStatus;

/// <summary>Looks at the status files of OpenVPN servers, again and again, and publishes what their clients have sent and received since.</summary>
internal sealed partial class VpnStatusSource(
    IOptions<VpnOptions> options, IOptions<CollectorOptions> collector, IFlowPublisher publisher, TimeProvider time, ILogger<VpnStatusSource> logger)
    : BackgroundService
{
    private CollectorFolder? folder;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Value.Files.Count > 0) folder = CollectorFolder.Take(collector.Value.Folder);
        return base.StartAsync(cancellationToken);
    }

    public override void Dispose()
    {
        base.Dispose();
        folder?.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(options.Value.Files.Select(Path.GetFullPath).Distinct(StringComparer.Ordinal).Select(file => FollowAsync(file, stoppingToken)));

    /// <summary>Trouble is told once, however long it lasts.</summary>
    private async Task FollowAsync(string path, CancellationToken cancellation)
    {
        Address? server = Address.TryParse(options.Value.Server, out var address) ? address : null;
        var watch = new StatusWatch(new(path, time), new(new(folder!.Path, path), publisher, server, time));
        var told = "";
        using var timer = new PeriodicTimer(options.Value.Interval, time);
        do
        {
            var trouble = await watch.LookAsync(cancellation);
            if (trouble.Length > 0 && !string.Equals(trouble, told, StringComparison.Ordinal)) Log.Trouble(logger, path, trouble);
            if (trouble.Length == 0 && told.Length > 0) Log.Over(logger, path);
            told = trouble;
        }
        while (await timer.WaitForNextTickAsync(cancellation));
    }

    private static partial class Log
    {
        [LoggerMessage(7001, LogLevel.Warning, "The VPN status {File} is not counted as it should be, and looked at again: {Reason}")]
        public static partial void Trouble(ILogger logger, string file, string reason);

        [LoggerMessage(7002, LogLevel.Information, "The VPN status {File} is counted again")]
        public static partial void Over(ILogger logger, string file);
    }
}
