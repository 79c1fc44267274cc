using Sentinel.Ingestor.Retrying;
using Sentinel.Storage;

namespace Sentinel.Ingestor.Writing;

/// <summary>Brings a bulk into the store: sends it until each of its rows is settled, opening days and cutting the bulk where the store asks for it.</summary>
internal sealed class BulkWriter(IFlowWriter store, IFlowDays days, InFlight inFlight, StoreRetry retry, IngestMetrics metrics, TimeProvider time)
{
    /// <summary>Returns when every row is settled or abandoned. The caller has entered <see cref="InFlight"/> for the first attempt.</summary>
    public async Task WriteAsync(List<PendingRow> rows, CancellationToken cancellation)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var outcome = BulkOutcome.Of(rows, await SendAsync(rows, cancellation), metrics);
                retry.Succeeded();
                rows = outcome.Again;
                foreach (var day in outcome.MissingDays) await days.OpenAsync(day, cancellation);
                if (outcome.HasDelayedRows || (attempt > 0 && rows.Count > 0)) await retry.PauseForRowsAsync(attempt, cancellation);
            }
            catch (WriteRefusedException refusal)
            {
                await HalveAsync(rows, refusal, cancellation);
                return;
            }
            catch (Exception failure) when (!cancellation.IsCancellationRequested)
            {
                await retry.PauseAsync(failure, attempt, cancellation);
            }

            rows.RemoveAll(pending => pending.Message.IsAbandoned);
            if (rows.Count == 0) return;
            await inFlight.EnterAsync(cancellation);
        }
    }

    /// <summary>One attempt; its place in flight is left, whatever comes of it.</summary>
    private async Task<IReadOnlyList<RowOutcome>> SendAsync(List<PendingRow> rows, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        metrics.BulkSent();
        try
        {
            var outcomes = await store.WriteAsync(rows.ConvertAll(pending => pending.Row), cancellation);
            if (outcomes.Count != rows.Count) throw new StoreUnavailableException("The answer speaks of another number of rows than was sent");
            if (outcomes.Any(outcome => outcome.Status == RowStatus.TryAgain)) inFlight.LeaveAfterFailure();
            else inFlight.LeaveAfterSuccess();
            return outcomes;
        }
        catch (WriteRefusedException)
        {
            inFlight.Leave();
            throw;
        }
        catch
        {
            inFlight.LeaveAfterFailure();
            throw;
        }
        finally
        {
            metrics.BulkAnswered(time.GetElapsedTime(started));
        }
    }

    private async Task HalveAsync(List<PendingRow> rows, WriteRefusedException refusal, CancellationToken cancellation)
    {
        if (rows.Count == 1)
        {
            rows[0].Settle(new Refusal(RefusalCause.Rejected, refusal.Message));
            return;
        }

        metrics.Retried(refusal.Refusal == WriteRefusal.TooLarge ? RetryCauses.TooLarge : RetryCauses.BadRequest);
        var half = rows.Count / 2;
        foreach (var part in new[] { rows[..half], rows[half..] })
        {
            await inFlight.EnterAsync(cancellation);
            await WriteAsync(part, cancellation);
        }
    }
}
