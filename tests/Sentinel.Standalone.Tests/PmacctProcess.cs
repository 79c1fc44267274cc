using System.Diagnostics;
using System.Globalization;
using Sentinel.Testing;
using Sentinel.Testing.Servers;

namespace Sentinel.Standalone.Tests;

/// <summary>pmacctd on the loopback interface, with the configuration of the how-to page, but for a shorter refresh.</summary>
internal sealed class PmacctProcess : IAsyncDisposable
{
    private const string Program = "/usr/sbin/pmacctd";

    private readonly Process process;
    private volatile bool ready;

    private PmacctProcess(Process process) => this.process = process;

    public static void Require()
    {
        if (!File.Exists(Program)) Required.Absent("pmacctd is not here: install pmacct to capture real flows.");
    }

    /// <param name="aggregate">What pmacctd tells flows apart by.</param>
    public static async Task<PmacctProcess> StartAsync(string folder, string broker, int port, string aggregate, CancellationToken cancellation)
    {
        var configuration = Path.Combine(folder, "pmacctd.conf");
        await File.WriteAllTextAsync(
            configuration,
            string.Create(CultureInfo.InvariantCulture, $"""
                daemonize: false
                pcap_interface: lo
                pcap_filter: udp port {port}
                aggregate: {aggregate}
                timestamps_utc: true
                plugins: amqp[flows]
                amqp_host[flows]: {broker}
                amqp_user[flows]: guest
                amqp_passwd[flows]: guest
                amqp_exchange[flows]: sentinel.flows
                amqp_exchange_type[flows]: fanout
                amqp_persistent_msg[flows]: true
                amqp_output[flows]: json
                amqp_multi_values[flows]: 100000
                amqp_history[flows]: 1m
                amqp_history_roundoff[flows]: m
                amqp_refresh_time[flows]: 2

                """),
            cancellation);
        var start = new ProcessStartInfo(Program) { RedirectStandardError = true, UseShellExecute = false };
        start.ArgumentList.Add("-f");
        start.ArgumentList.Add(configuration);
        var pmacct = new PmacctProcess(Process.Start(start)!);
        pmacct.process.ErrorDataReceived += (_, line) => pmacct.ready |= line.Data?.Contains("setting object handlers", StringComparison.Ordinal) == true;
        pmacct.process.BeginErrorReadLine();
        await Eventually.True(() => pmacct.ready, "pmacctd captures", cancellation);
        return pmacct;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
