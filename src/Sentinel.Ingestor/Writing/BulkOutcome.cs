using Sentinel.Ingestor.Bounding;
using Sentinel.Storage;

namespace Sentinel.Ingestor.Writing;

/// <summary>What is left of a bulk after an answer of the store; all other rows of it are settled.</summary>
/// <param name="MissingDays">To be opened before the rows are sent again.</param>
/// <param name="HasDelayedRows">The store put rows off: give it time.</param>
internal sealed record BulkOutcome(List<PendingRow> Again, IReadOnlySet<DateOnly> MissingDays, bool HasDelayedRows)
{
    public static BulkOutcome Of(List<PendingRow> rows, IReadOnlyList<RowOutcome> outcomes, IngestMetrics metrics)
    {
        var again = new List<PendingRow>();
        var missing = new HashSet<DateOnly>();
        var (fresh, repeated) = (0, 0);
        for (var i = 0; i < rows.Count; i++)
        {
            var window = rows[i].Row.Flow.Window;
            var (status, reason) = outcomes[i];
            if (status == RowStatus.TryAgain)
            {
                again.Add(rows[i]);
            }
            else if (status == RowStatus.Rejected)
            {
                rows[i].Settle(new Refusal(RefusalCause.Rejected, reason ?? "the store does not take it"));
            }
            else if (status == RowStatus.NotHeld)
            {
                rows[i].Settle(TimeBounds.NotHeld(window));
            }
            else if (status == RowStatus.DayMissing)
            {
                again.Add(rows[i]);
                missing.Add(window.Day);
            }
            else
            {
                if (status == RowStatus.Stored) fresh++;
                else repeated++;
                rows[i].Settle();
            }
        }

        metrics.RowsStored(fresh, repeated);
        return new(again, missing, again.Count > 0 && outcomes.Any(outcome => outcome.Status == RowStatus.TryAgain));
    }
}
