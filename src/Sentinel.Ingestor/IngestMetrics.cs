using System.Diagnostics.Metrics;
using Sentinel.Ingestor.Retrying;
using Sentinel.Storage;

namespace Sentinel.Ingestor;

/// <summary>The instruments of the meter <c>Sentinel.Ingestor</c>.</summary>
internal sealed class IngestMetrics
{
    public const string MeterName = "Sentinel.Ingestor";

    /// <summary>Seconds: a bulk takes a tenth of one, and a minute where the store is in need.</summary>
    private static readonly double[] BulkDurations = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    private readonly Counter<long> messages;
    private readonly Counter<long> flows;
    private readonly Counter<long> rows;
    private readonly Counter<long> duplicates;
    private readonly Counter<long> unknownMembers;
    private readonly Counter<long> quarantined;
    private readonly Counter<long> resent;
    private readonly Counter<long> retries;
    private readonly Counter<long> upkeepFailures;
    private readonly UpDownCounter<long> inFlight;
    private readonly Histogram<double> bulkDuration;

    public IngestMetrics(IMeterFactory factory)
    {
        var meter = factory.Create(MeterName);
        messages = meter.CreateCounter<long>("sentinel.ingest.messages", "{message}", "Messages stored whole");
        flows = meter.CreateCounter<long>("sentinel.ingest.flows", "{flow}", "Records of those messages");
        rows = meter.CreateCounter<long>("sentinel.ingest.rows", "{row}", "Rows stored for the first time");
        duplicates = meter.CreateCounter<long>("sentinel.ingest.duplicates", "{row}", "Rows that were stored already");
        unknownMembers = meter.CreateCounter<long>("sentinel.ingest.unknown_members", "{member}", "Members ignored because no field has their name");
        quarantined = meter.CreateCounter<long>("sentinel.ingest.quarantined", "{record}", "Records put into quarantine, by reason");
        resent = meter.CreateCounter<long>("sentinel.ingest.resent", "{record}", "Records that came out of quarantine into the store");
        retries = meter.CreateCounter<long>("sentinel.ingest.retries", "{attempt}", "Attempts that have to be made again, by cause");
        upkeepFailures = meter.CreateCounter<long>("sentinel.ingest.upkeep_failures", "{attempt}", "Pieces of upkeep that failed and are tried again, by task");
        inFlight = meter.CreateUpDownCounter<long>("sentinel.ingest.bulks_in_flight", "{bulk}", "Bulks that the store has not answered yet");
        bulkDuration = meter.CreateHistogram(
            "sentinel.ingest.bulk_duration", "s", "Time until the store answered a bulk", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = BulkDurations });
        Announce();
    }

    public void MessageTaken(int records, int unknown)
    {
        messages.Add(1);
        flows.Add(records);
        if (unknown > 0) unknownMembers.Add(unknown);
    }

    public void RowsStored(int fresh, int repeated)
    {
        if (fresh > 0) rows.Add(fresh);
        if (repeated > 0) duplicates.Add(repeated);
    }

    public void RecordsQuarantined(IReadOnlyDictionary<RefusalCause, int> counts)
    {
        foreach (var (cause, records) in counts) quarantined.Add(records, Reason(cause));
    }

    public void RecordsResent(int records) => resent.Add(records);

    public void Retried(string cause) => retries.Add(1, Cause(cause));

    public void UpkeepFailed(string task) => upkeepFailures.Add(1, Task(task));

    public void BulkSent() => inFlight.Add(1);

    public void BulkAnswered(TimeSpan after)
    {
        inFlight.Add(-1);
        bulkDuration.Record(after.TotalSeconds);
    }

    /// <summary>Shows what has not happened as 0: an alert on something that is not there would be silent.</summary>
    private void Announce()
    {
        foreach (var counter in (Counter<long>[])[messages, flows, rows, duplicates, unknownMembers, resent]) counter.Add(0);
        foreach (var cause in RefusalCauses.All) quarantined.Add(0, Reason(cause));
        foreach (var cause in RetryCauses.All) retries.Add(0, Cause(cause));
        foreach (var task in UpkeepTasks.All) upkeepFailures.Add(0, Task(task));
        inFlight.Add(0);
    }

    private static KeyValuePair<string, object?> Reason(RefusalCause cause) => new("reason", cause.Word());

    private static KeyValuePair<string, object?> Cause(string cause) => new("cause", cause);

    private static KeyValuePair<string, object?> Task(string task) => new("task", task);
}
