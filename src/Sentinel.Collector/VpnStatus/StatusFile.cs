using System.Text;

namespace Sentinel.Collector.VpnStatus;

/// <summary>The file that a server writes its status into, over and over, in place.</summary>
internal sealed class StatusFile(string path, TimeProvider time)
{
    /// <summary>Of some 500,000 sessions.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>A server that is writing goes on within this time: what has stayed the same is whole.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMilliseconds(200);

    private FileState? done;

    /// <summary>Null where it is as it was when it was last <see cref="Done"/>, or is being written.</summary>
    /// <exception cref="IOException">It is not there, is too large, or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be read.</exception>
    public async Task<StatusText?> ReadChangedAsync(CancellationToken cancellation)
    {
        var state = Look();
        if (state == done) return null;
        var bytes = await ReadAsync(cancellation);
        await Task.Delay(Settled, time, cancellation);
        var again = await ReadAsync(cancellation);
        if (Look() != state || !bytes.AsSpan().SequenceEqual(again)) return null;
        return new(Encoding.UTF8.GetString(bytes), state);
    }

    /// <summary>This text needs no second reading.</summary>
    public void Done(StatusText text) => done = text.State;

    private FileState Look()
    {
        var file = new FileInfo(path);
        if (!file.Exists) throw new FileNotFoundException("it is not there");
        if (file.Length > MaxBytes) throw new IOException($"it has {file.Length} bytes, more than {MaxBytes}");
        return new(file.LastWriteTimeUtc, file.Length);
    }

    /// <summary>No more of it than the bound, however it grows meanwhile.</summary>
    private async Task<byte[]> ReadAsync(CancellationToken cancellation)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[Math.Min(file.Length, MaxBytes)];
        var length = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        return bytes[..length];
    }
}

internal readonly record struct FileState(DateTime Written, long Length);

internal sealed record StatusText(string Text, FileState State)
{
    /// <summary>When it was written, epoch ms.</summary>
    public long Modified => new DateTimeOffset(State.Written).ToUnixTimeMilliseconds();
}
