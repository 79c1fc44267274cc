using Sentinel.Contracts;
using Sentinel.Standalone.Commands;
using Sentinel.Storage;
using Sentinel.Storage.Queries;

namespace Sentinel.Standalone.Copying;

/// <summary>One store into another, through the port: every part may be copied again, and stands there once.</summary>
internal sealed class StoreCopy(IServiceProvider source, IServiceProvider target, TextWriter output)
{
    /// <exception cref="CommandException">Not all is there now: what was copied stays.</exception>
    public async Task RunAsync(CancellationToken cancellation)
    {
        var days = new DayCopy(source, target, output);
        var held = await days.ListAsync(cancellation);
        await Attempts.RunAsync(() => target.GetRequiredService<IFlowDays>().PrepareAsync(cancellation), cancellation);
        await CopyRetentionAsync(cancellation);
        var (all, whole) = (default(CopiedRows), new List<DateOnly>());
        foreach (var day in held)
        {
            var copied = await days.CopyAsync(day, cancellation);
            all += copied;
            if (copied.Left == 0) whole.Add(day);
        }

        var areRecordsWhole = await new RecordCopy(source, target, output).CopyAsync(cancellation);

        // Of a day that was refused it is known that it is not.
        var different = 0;
        foreach (var day in whole)
        {
            if (!await days.CompareAsync(day, cancellation)) different++;
        }

        await output.WriteLineAsync($"{held.Count} days: {all}.");
        if (different > 0) throw new CommandException($"{different} of {held.Count} days are not the same in both stores.");
        if (all.Left > 0 || !areRecordsWhole) throw new CommandException("Not everything was taken: what was left behind is told above, and is in the folder still.");
        await output.WriteLineAsync("The sums of every day are the same in both stores.");
    }

    /// <summary>The days of retention that were set through the API, where the engine's store has none of its own.</summary>
    private async Task CopyRetentionAsync(CancellationToken cancellation)
    {
        var (from, into) = (source.GetRequiredService<IRetention>(), target.GetRequiredService<IRetention>());
        var (ours, theirs) = (await from.ReadAsync(cancellation), await into.ReadAsync(cancellation));
        if (ours.Days is { } days && theirs.Days is null) await Attempts.RunAsync(() => into.SetDaysAsync(days, cancellation), cancellation);
        else if (ours.Days is { } other && other != theirs.Days) await output.WriteLineAsync($"Retention stays {theirs.Days} days, as the engine's store has it; the folder has {other}.");
        await TellOfSumsAsync(ours.HeldFrom, cancellation);
    }

    private async Task TellOfSumsAsync(DateOnly firstHeld, CancellationToken cancellation)
    {
        if (firstHeld == DateOnly.MinValue) return;
        var before = new Selection(TimeRange.LastSeenBetween(null, Window.StartOf(firstHeld) - 1), Filter.Everything) { WithRollups = true };
        var gone = await source.GetRequiredService<IFlowReader>().TotalsAsync(before, cancellation);
        if (gone.Rows > 0) await output.WriteLineAsync($"Days before {DayCopy.Name(firstHeld)} are held no more: the sums of their {gone.Rows} rows are not copied.");
    }
}
