using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Sentinel.Testing;
using Sentinel.Testing.Programs;
using Sentinel.Testing.Servers;

namespace Sentinel.Standalone.Tests;

/// <summary>A producer nobody here wrote: what passes a socket is what the API says passed.</summary>
public sealed class PmacctTests : IDisposable
{
    /// <summary>With their answers fewer than the capture's buffer of 2 MB takes, 1,256 were seen, should the machine let nobody read it meanwhile.</summary>
    private const int Datagrams = 500;
    private const int Payload = 1_000;

    /// <summary>What the capture adds to a datagram: IPv4 and UDP.</summary>
    private const int Headers = 28;

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
        using var client = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        using var server = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var (from, to) = (PortOf(client), PortOf(server));
        await using var pmacct = await PmacctProcess.StartAsync(folder.Path, relay.Address, to, aggregate, cancellation);

        await TalkAsync(client, server, cancellation);

        await Eventually.Passes(
            async () =>
            {
                var page = await sentinel.GetAsync($"/api/v1/flows?port={to}&limit=10000", cancellation);
                var rows = page.GetProperty("flows").EnumerateArray().ToList();
                Assert.All(rows, row => Assert.Equal(("127.0.0.1", "127.0.0.1", "UDP"), (Text(row, "src_ip"), Text(row, "dst_ip"), Text(row, "protocol_name"))));
                Assert.Equal(
                    [(from, to, Datagrams, Datagrams * (Payload + Headers)), (to, from, Datagrams, Datagrams * (1 + Headers))],
                    rows.GroupBy(row => (Source: Number(row, "src_port"), Destination: Number(row, "dst_port")))
                        .Select(way => (way.Key.Source, way.Key.Destination, way.Sum(row => Number(row, "packets")), way.Sum(row => Number(row, "bytes"))))
                        .OrderByDescending(way => way.Destination == to));
            },
            cancellation,
            within: TimeSpan.FromSeconds(60));
    }

    private static int PortOf(UdpClient socket) => ((IPEndPoint)socket.Client.LocalEndPoint!).Port;

    private static string? Text(JsonElement row, string member) => row.GetProperty(member).GetString();

    private static int Number(JsonElement row, string member) => row.GetProperty(member).GetInt32();

    /// <summary>Datagrams, each answered by one of a single byte before the next: nothing is sent twice, nothing is dropped.</summary>
    private static async Task TalkAsync(UdpClient client, UdpClient server, CancellationToken cancellation)
    {
        client.Connect((IPEndPoint)server.Client.LocalEndPoint!);
        for (var count = 0; count < Datagrams; count++)
        {
            await client.SendAsync(new byte[Payload], cancellation);
            var asked = await server.ReceiveAsync(cancellation);
            await server.SendAsync(new byte[1], asked.RemoteEndPoint, cancellation);
            await client.ReceiveAsync(cancellation);
        }
    }
}
