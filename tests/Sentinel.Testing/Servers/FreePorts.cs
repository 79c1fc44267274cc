using System.Net;
using System.Net.Sockets;

namespace Sentinel.Testing.Servers;

/// <summary>Ports of 127.0.0.1 that nobody listens on.</summary>
public static class FreePorts
{
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>A port whose neighbours at the distances are free as well.</summary>
    public static int NextWith(int from, int to, params int[] distances)
    {
        for (var attempt = 0; attempt < 1_000; attempt++)
        {
            var port = Random.Shared.Next(from, to);
            if (IsFree(port) && distances.All(distance => IsFree(port + distance))) return port;
        }

        throw new InvalidOperationException($"no free ports between {from} and {to}");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
