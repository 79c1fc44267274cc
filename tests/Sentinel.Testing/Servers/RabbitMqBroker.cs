using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Sentinel.Testing.Servers;

/// <summary>A broker with guest/guest; its name daemon is a companion, so that none stays behind.</summary>
public sealed class RabbitMqBroker : ServerProcess
{
    private const int DistributionDistance = 20_000;
    private const int NameDaemonDistance = 21_000;

    /// <summary>Where it keeps the names of its quorum queues.</summary>
    private const string NamesFile = "names.dets";

    private static readonly byte[] ProtocolHeader = [.. "AMQP"u8, 0, 0, 9, 1];

    private readonly int port;

    public RabbitMqBroker(params string[] settings)
        : this(FreePorts.NextWith(10_000, 11_700, DistributionDistance, NameDaemonDistance), settings)
    {
    }

    private RabbitMqBroker(int port, string[] settings)
        : base("rabbitmq", [$"port={port}", .. settings])
    {
        this.port = port;
        Url = new($"amqp://guest:guest@127.0.0.1:{port}");
    }

    public Uri Url { get; }

    /// <summary>Sets values of the running broker that its file has no words for, as <c>name=value</c> in Erlang.</summary>
    public Task SetAsync(params string[] settings)
    {
        var changes = settings.Select(setting => setting.Split('=')).Select(setting => $"application:set_env(rabbit, {setting[0]}, {setting[1]})");
        return ControlAsync("eval", $"{string.Join(", ", changes)}.");
    }

    /// <summary>
    /// Returns when these quorum queues, of names that none had before, would survive SIGKILL. What is in one is on disk when it is confirmed, but the
    /// name of a new one only some time later, as seen with 3.10; until then the killed broker comes back without the queue's messages, and with no
    /// leader that would take others.
    /// </summary>
    public Task KeepsAsync(IReadOnlyList<string> queues, CancellationToken cancellation) => Eventually.True(
        () =>
        {
            var written = Directory.EnumerateFiles(Path.Combine(Folder, "data"), NamesFile, SearchOption.AllDirectories).Select(File.ReadAllBytes).ToList();
            return queues.All(queue => written.Exists(names => names.AsSpan().IndexOf(AtomOf(queue)) >= 0));
        },
        $"the broker has written that it has the queues {string.Join(", ", queues)}",
        cancellation,
        TimeSpan.FromSeconds(120));

    /// <summary>Runs <c>rabbitmqctl</c>.</summary>
    public async Task ControlAsync(params string[] command)
    {
        var start = new ProcessStartInfo("/usr/lib/rabbitmq/bin/rabbitmqctl", command) { UseShellExecute = false, RedirectStandardOutput = true };
        start.Environment["HOME"] = Path.Combine(Folder, "home");
        start.Environment["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(Folder, "env.conf");
        start.Environment["RABBITMQ_NODENAME"] = string.Create(CultureInfo.InvariantCulture, $"sentinel{port}@localhost");
        start.Environment["ERL_EPMD_PORT"] = (port + NameDaemonDistance).ToString(CultureInfo.InvariantCulture);
        using var control = Process.Start(start)!;
        var said = await control.StandardOutput.ReadToEndAsync();
        await control.WaitForExitAsync();
        if (control.ExitCode != 0) throw new InvalidOperationException($"rabbitmqctl: {said}");
    }

    protected override string Companions => $"epmd -port {port + NameDaemonDistance} -address 127.0.0.1 >/dev/null 2>&1 </dev/null & companions=$!";

    /// <summary>Ready when it answers the protocol header with its first frame: the port alone opens earlier.</summary>
    protected override async ValueTask<bool> IsReadyAsync()
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", port, bound.Token);
            var stream = client.GetStream();
            await stream.WriteAsync(ProtocolHeader, bound.Token);
            var answer = new byte[256];
            var length = await stream.ReadAtLeastAsync(answer, 20, throwOnEndOfStream: false, bound.Token);
            return length > 0 && answer[0] == 1 && !Encoding.ASCII.GetString(answer, 0, length).StartsWith("AMQP", StringComparison.Ordinal);
        }
        catch (Exception failure) when (failure is SocketException or IOException or OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>The atom that names a queue of the host <c>/</c>: its length, then its text.</summary>
    private static byte[] AtomOf(string queue)
    {
        var text = Encoding.UTF8.GetBytes($"%2F_{queue}");
        return [checked((byte)text.Length), .. text];
    }
}
