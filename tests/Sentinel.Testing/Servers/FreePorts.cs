using System.Net;
using System.Net.Sockets;

namespace Sentinel.Testing.Servers;

/// <summary>
/// Ports of 127.0.0.1 that nobody listens on, and that nobody takes before the server does that they are for: test programs that run beside each
/// other reserve them by a locked file, and outgoing connections are given higher ones.
/// </summary>
public static class FreePorts
{
    private const int First = 12_000;
    private const int End = 30_000;

    private static readonly string Folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "sentinel-ports")).FullName;
    private static readonly List<FileStream> Reserved = [];

    public static int Next() => NextWith(First, End);

    /// <summary>A port whose neighbours at the distances are free as well.</summary>
    public static int NextWith(int from, int to, params int[] distances)
    {
        for (var attempt = 0; attempt < 1_000; attempt++)
        {
            var port = Random.Shared.Next(from, to);
            if (IsFree(port) && distances.All(distance => IsFree(port + distance)) && TryReserve(port)) return port;
        }

        throw new InvalidOperationException($"no free ports between {from} and {to}");
    }

    /// <summary>The operating system lets go of it when the program ends, however it ends.</summary>
    private static bool TryReserve(int port)
    {
        try
        {
            var file = new FileStream(Path.Combine(Folder, $"{port}"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
            lock (Reserved) Reserved.Add(file);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
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
