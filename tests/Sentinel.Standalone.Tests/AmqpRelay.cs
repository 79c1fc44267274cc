using System.Net;
using System.Net.Sockets;

namespace Sentinel.Standalone.Tests;

/// <summary>Port 5672 of a loopback address of its own, for a client that knows no other; passes everything on to the broker.</summary>
internal sealed class AmqpRelay : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private readonly TcpListener listener;
    private readonly Task accepting;

    public AmqpRelay(int brokerPort)
    {
        (listener, Address) = Listen();
        accepting = AcceptAsync(brokerPort);
    }

    public string Address { get; }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await accepting;
        listener.Dispose();
        stopping.Dispose();
    }

    private static (TcpListener Listener, string Address) Listen()
    {
        for (var attempt = 0; ; attempt++)
        {
            var address = new IPAddress([127, 99, (byte)Random.Shared.Next(256), (byte)Random.Shared.Next(1, 255)]);
            var opened = new TcpListener(address, 5672);
            try
            {
                opened.Start();
                return (opened, address.ToString());
            }
            catch (SocketException) when (attempt < 10)
            {
                opened.Dispose();
            }
        }
    }

    private async Task AcceptAsync(int brokerPort)
    {
        List<Task> relays = [];
        try
        {
            while (true) relays.Add(RelayAsync(await listener.AcceptTcpClientAsync(stopping.Token), brokerPort));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(relays);
        }
    }

    private async Task RelayAsync(TcpClient client, int brokerPort)
    {
        using var accepted = client;
        using var broker = new TcpClient();
        try
        {
            await broker.ConnectAsync(IPAddress.Loopback, brokerPort, stopping.Token);
            await Task.WhenAny(
                client.GetStream().CopyToAsync(broker.GetStream(), stopping.Token),
                broker.GetStream().CopyToAsync(client.GetStream(), stopping.Token));
        }
        catch (Exception failure) when (failure is IOException or SocketException or OperationCanceledException)
        {
            // One side is gone; closing both is all there is to do.
        }
    }
}
