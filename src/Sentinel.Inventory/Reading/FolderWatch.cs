using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Sentinel.Inventory.Reading;

/// <summary>
/// Files that an operator writes: read before the process takes flows, and again when one has changed. A change is found by looking, since
/// not every mount tells of one, and taken when two looks in a row see the same: what is still being written is left alone. What cannot be
/// read leaves in force what the file said before.
/// </summary>
/// <param name="folder">Empty where none is configured.</param>
public abstract partial class FolderWatch<TPart>(string? folder, TimeProvider time, ILogger logger) : BackgroundService
    where TPart : class
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>What the files of a folder may hold together.</summary>
    public const long MaxBytes = 256L << 20;

    private readonly Dictionary<string, WatchedFile<TPart>> files = new(StringComparer.Ordinal);
    private bool hasLooked;

    /// <summary>Whether anything that was read is not in force yet.</summary>
    private bool isBehind;

    private bool hasFailed;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(folder)) return;
        await LookAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await LookAsync(stoppingToken);
    }

    /// <summary>Looks once, and puts in force what has changed. One look at a time; the first takes the files as they lie there.</summary>
    internal async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            await ReadChangedAsync(cancellation);
            if (isBehind) Apply([.. files.Values.Select(file => file.Part).OfType<TPart>()]);
            (hasLooked, isBehind, hasFailed) = (true, false, false);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            if (!hasFailed) Log.NotListed(logger, folder!, failure.Message);
            hasFailed = true;
        }
    }

    /// <summary>Whether the file of that name is one to read.</summary>
    protected abstract bool IsOurs(string name);

    /// <exception cref="UnusableFileException">The file as a whole says nothing that can be taken.</exception>
    protected abstract TPart Read(string name, ReadOnlySpan<byte> text, BrokenLines broken);

    protected abstract int CountOf(TPart part);

    /// <summary>Puts what the files say now in force, at once.</summary>
    protected abstract void Apply(IReadOnlyCollection<TPart> parts);

    private async Task ReadChangedAsync(CancellationToken cancellation)
    {
        var seen = FolderFiles.In(folder!, IsOurs);
        foreach (var name in seen.Keys) files.TryAdd(name, new());
        var bytes = 0L;
        foreach (var (name, file) in files.OrderBy(file => file.Key, StringComparer.Ordinal).ToList())
        {
            var version = seen.TryGetValue(name, out var found) ? found : default(FileVersion?);
            bytes += version?.Length ?? 0;
            var isSettled = !hasLooked || file.Seen == version;
            file.Seen = version;
            if (!isSettled || (version is not null && file.Read == version)) continue;
            isBehind |= version is { } settled ? await TryReadAsync(name, file, settled, bytes, cancellation) : Forget(name);
        }
    }

    private bool Forget(string name)
    {
        files.Remove(name);
        Log.Gone(logger, PathOf(name));
        return true;
    }

    private async Task<bool> TryReadAsync(string name, WatchedFile<TPart> file, FileVersion version, long bytes, CancellationToken cancellation)
    {
        try
        {
            if (bytes > MaxBytes) throw new UnusableFileException($"the files of the folder up to it hold more than {MaxBytes >> 20} MiB");
            var text = await File.ReadAllBytesAsync(PathOf(name), cancellation);
            if (FileVersion.Of(PathOf(name)) != version) return false;
            var broken = new BrokenLines();
            file.Part = Read(name, text, broken);
            (file.Read, file.Told) = (version, null);
            Tell(name, file.Part, broken);
            return true;
        }
        catch (UnusableFileException unusable)
        {
            file.Read = version;
            Tell(name, file, unusable.Message);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            Tell(name, file, failure.Message);
        }

        return false;
    }

    private void Tell(string name, TPart part, BrokenLines broken)
    {
        foreach (var (line, why) in broken.Named) Log.LineSkipped(logger, PathOf(name), line, why);
        if (broken.Count > broken.Named.Count) Log.MoreLinesSkipped(logger, PathOf(name), broken.Count - broken.Named.Count);
        Log.Taken(logger, PathOf(name), CountOf(part));
    }

    private void Tell(string name, WatchedFile<TPart> file, string why)
    {
        if (!string.Equals(file.Told, why, StringComparison.Ordinal)) Log.NotTaken(logger, PathOf(name), why);
        file.Told = why;
    }

    private string PathOf(string name) => Path.Combine(folder!, name);

    private static partial class Log
    {
        [LoggerMessage(8001, LogLevel.Information, "{File}: {Entries} entries are in force")]
        public static partial void Taken(ILogger logger, string file, int entries);

        [LoggerMessage(8002, LogLevel.Warning, "{File}:{Line} {Why}; the line is skipped")]
        public static partial void LineSkipped(ILogger logger, string file, int line, string why);

        [LoggerMessage(8003, LogLevel.Warning, "{File}: {Lines} more lines are skipped")]
        public static partial void MoreLinesSkipped(ILogger logger, string file, int lines);

        [LoggerMessage(8004, LogLevel.Warning, "{File} is not taken, and what it said before stays in force: {Why}")]
        public static partial void NotTaken(ILogger logger, string file, string why);

        [LoggerMessage(8005, LogLevel.Information, "{File} is gone, and its entries with it")]
        public static partial void Gone(ILogger logger, string file);

        [LoggerMessage(8006, LogLevel.Warning, "{Folder} was not looked through, and what its files said stays in force: {Why}")]
        public static partial void NotListed(ILogger logger, string folder, string why);
    }
}
