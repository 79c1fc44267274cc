using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Sentinel.Testing;
using Sentinel.Testing.Servers;

namespace Sentinel.Standalone.Tests;

/// <summary>A producer nobody here wrote: what passes a socket is what the API says passed.</summary>
public sealed class PmacctTests : IDisposable
{
    private const long Volume = 1_000_000;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("src_host, dst_host, src_port, dst_port, proto, tcpflags")]
    [InlineData("src_host, dst_host, src_port, dst_port, proto, timestamp_start, timestamp_end")]
    public async Task A_conversation_captured_by_pmacctd_is_answered_with_its_bytes(string aggregate)
    {
        var cancellation = TestContext.Current.CancellationToken;
        PmacctProcess.Require();
        await using var broker = new RabbitMqBroker();
        await broker.StartAsync(cancellation);
        await using var sentinel = await StandaloneProcess.StartAsync(
            folder.Path, cancellation, settings: ("Sentinel__RabbitMq__Url", broker.Url.ToString()));
        await using var relay = new AmqpRelay(broker.Url.Port);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var server = ((IPEndPoint)listener.LocalEndpoint).Port;

        await using var pmacct = await PmacctProcess.StartAsync(folder.Path, relay.Address, server, aggregate, cancellation);

        var client = await SendAsync(listener, server, cancellation);

        await Eventually.Passes(
            async () =>
            {
                var page = await sentinel.GetAsync($"/api/v1/flows?port={server}&limit=10000", cancellation);
                var rows = page.GetProperty("flows").EnumerateArray().ToList();
                Assert.Equal([(client, server), (server, client)], rows.Select(Ports).Distinct().OrderByDescending(ports => ports.Item2 == server));
                Assert.All(rows, row => Assert.Equal("TCP", row.GetProperty("protocol_name").GetString()));
                Assert.All(rows, row => Assert.Equal("127.0.0.1", row.GetProperty("src_ip").GetString()));

                var sent = rows.Where(row => Ports(row) == (client, server)).ToList();
                var headers = sent.Sum(row => row.GetProperty("packets").GetInt64()) * 80;
                Assert.InRange(sent.Sum(row => row.GetProperty("bytes").GetInt64()), Volume, Volume + headers);
            },
            cancellation,
            within: TimeSpan.FromSeconds(60));
    }

    private static (int Source, int Destination) Ports(JsonElement row) => (row.GetProperty("src_port").GetInt32(), row.GetProperty("dst_port").GetInt32());

    /// <summary>Sends the volume to the listener and returns the port it came from.</summary>
    private static async Task<int> SendAsync(TcpListener listener, int port, CancellationToken cancellation)
    {
        using var sender = new TcpClient();
        await sender.ConnectAsync(IPAddress.Loopback, port, cancellation);
        using var receiver = await listener.AcceptTcpClientAsync(cancellation);
        var from = ((IPEndPoint)sender.Client.LocalEndPoint!).Port;
        var received = ReceiveAsync(receiver.GetStream(), cancellation);
        await sender.GetStream().WriteAsync(new byte[Volume], cancellation);
        sender.Client.Shutdown(SocketShutdown.Send);
        Assert.Equal(Volume, await received);
        return from;
    }

    private static async Task<long> ReceiveAsync(NetworkStream stream, CancellationToken cancellation)
    {
        var buffer = new byte[64 * 1024];
        long total = 0;
        int read;
        while ((read = await stream.ReadAsync(buffer, cancellation)) > 0) total += read;
        return total;
    }
}
