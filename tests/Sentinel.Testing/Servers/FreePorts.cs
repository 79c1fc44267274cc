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

    /// <summary>A port whose neighbours at the distances are free as well, and stay so.</summary>
    public static int NextWith(int from, int to, params int[] distances)
    {
        for (var attempt = 0; attempt < 1_000; attempt++)
        {
            var port = Random.Shared.Next(from, to);
            int[] all = [port, .. distances.Select(distance => port + distance)];
            if (all.All(IsFree) && TryReserve(all)) return port;
        }

        throw new InvalidOperationException($"no free ports between {from} and {to}");
    }

    /// <summary>All or none. The operating system lets go of them when the program ends, however it ends.</summary>
    private static bool TryReserve(int[] ports)
    {
        var files = new List<FileStream>();
        try
        {
            foreach (var port in ports)
                files.Add(new(Path.Combine(Folder, $"{port}"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose));
        }
        catch (IOException)
        {
            foreach (var file in files) file.Dispose();
            return false;
        }

        lock (Reserved) Reserved.AddRange(files);
        return true;
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
