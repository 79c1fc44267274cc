using Sentinel.Contracts;
using Sentinel.Storage;

namespace Sentinel.Standalone.Copying;

/// <summary>Brings rows into the engine under the ids they have, until what became of each is known.</summary>
internal sealed class RowCopy(IFlowWriter writer, IFlowDays days)
{
    public async Task<CopiedRows> WriteAsync(IReadOnlyList<FlowRow> rows, CancellationToken cancellation)
    {
        var (copied, open, opened) = (default(CopiedRows), rows, 0);
        try
        {
            await Attempts.RunAsync(
                async () =>
                {
                    while (open.Count > 0)
                    {
                        var outcomes = await writer.WriteAsync(open, cancellation);
                        copied += Count(outcomes);
                        var again = open.Zip(outcomes).Where(row => row.Second.Status is RowStatus.TryAgain or RowStatus.DayMissing).ToList();
                        open = [.. again.Select(row => row.First)];
                        foreach (var day in again.Where(row => row.Second.Status is RowStatus.DayMissing).Select(row => row.First.Flow.Window.Day).Distinct())
                            await days.OpenAsync(day, cancellation);
                        if (again.Find(row => row.Second.Status is RowStatus.TryAgain) is { Second.Reason: { } reason }) throw new StoreUnavailableException(reason);
                        if (again.Count == outcomes.Count && ++opened > 1) throw new StoreUnavailableException("a day that was opened is not there");
                    }
                },
                cancellation);
            return copied;
        }
        catch (WriteRefusedException) when (open.Count > 1)
        {
            var half = open.Count / 2;
            return copied + await WriteAsync([.. open.Take(half)], cancellation) + await WriteAsync([.. open.Skip(half)], cancellation);
        }
        catch (WriteRefusedException)
        {
            return copied + new CopiedRows(0, 0, 0, Rejected: 1);
        }
    }

    private static CopiedRows Count(IReadOnlyList<RowOutcome> outcomes)
    {
        return new(Of(RowStatus.Stored), Of(RowStatus.Duplicate), Of(RowStatus.NotHeld), Of(RowStatus.Rejected));

        long Of(RowStatus status) => outcomes.Count(outcome => outcome.Status == status);
    }
}
