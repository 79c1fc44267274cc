using System.Diagnostics;
using System.Globalization;
using Sentinel.Testing.Servers;

namespace Sentinel.Testing;

/// <summary>A disk that is soon full, and a file on it that gives room when it is deleted.</summary>
public sealed class SmallDisk : IAsyncDisposable
{
    private const int Megabyte = 1 << 20;

    private readonly TemporaryFolder parent = new();

    private SmallDisk() => Path = Directory.CreateDirectory(System.IO.Path.Combine(parent.Path, "disk")).FullName;

    public string Path { get; }

    private string Ballast => System.IO.Path.Combine(Path, "ballast");

    /// <summary>Skips the test where nothing may be mounted.</summary>
    /// <param name="ballast">Megabytes of <paramref name="size"/> that are taken at first.</param>
    public static async Task<SmallDisk> MountAsync(int size, int ballast, CancellationToken cancellation)
    {
        var disk = new SmallDisk();
        var megabytes = size.ToString(CultureInfo.InvariantCulture);
        if (!OperatingSystem.IsLinux() || !await RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", disk.Path))
        {
            disk.parent.Dispose();
            Required.Absent("A small disk is not here: mounting one needs root on Linux.");
        }

        await File.WriteAllBytesAsync(disk.Ballast, new byte[ballast * Megabyte], cancellation);
        return disk;
    }

    public void MakeRoom() => File.Delete(Ballast);

    public async ValueTask DisposeAsync()
    {
        // A process that was started beside may have inherited a file that was open on it then.
        await RunAsync("umount", "--lazy", Path);
        parent.Dispose();
    }

    private static async Task<bool> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false };
        using var process = Process.Start(start)!;
        await process.StandardError.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode == 0;
    }
}
