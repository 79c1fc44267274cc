using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Embedded.Opening;
using Sentinel.Storage.Embedded.Schema;

namespace Sentinel.Storage.Embedded.Search;

internal sealed class QuarantineReader(Database database) : IQuarantineReader
{
    public Task<IReadOnlyList<QuarantinedCause>> SummarizeAsync(RefusalCause? cause, int samples, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(samples, IQuarantineReader.MaxSamples);
        return database.UseAsync<IReadOnlyList<QuarantinedCause>>(connection => connection.Transaction(() => Summarize(connection, cause, samples)), cancellation);
    }

    public Task<QuarantinePage> FindAsync(QuarantineFilter filter, QuarantinePosition? after, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, IQuarantineReader.MaxFound);
        return database.UseAsync(connection => connection.Transaction(() => Find(connection, new(filter, after), limit)), cancellation);
    }

    public Task<QuarantinedRecord?> ReadAsync(string id, CancellationToken cancellation) => database.UseAsync(
        connection =>
        {
            using var rows = new QuarantineConditions(new(Id: id)).Ask(connection, QuarantineTable.SelectWhole);
            return QuarantineTable.ReadAll(rows) is [var record] ? record : null;
        },
        cancellation);

    private static List<QuarantinedCause> Summarize(Connection connection, RefusalCause? only, int samples)
    {
        var causes = new List<QuarantinedCause>();
        using (var rows = new QuarantineConditions(new(only)).Ask(
            connection,
            $"SELECT {QuarantineTable.Cause} AS word, count(*), min(received_at), max(received_at) FROM quarantine",
            "GROUP BY word ORDER BY count(*) DESC, word"))
        {
            while (rows.Read()) causes.Add(new(RefusalCauses.Of(rows.Text(0)), rows.Int64(1), rows.Int64(2), rows.Int64(3), []));
        }

        return causes.ConvertAll(cause => cause with { Samples = Excerpts(connection, new(new QuarantineFilter(cause.Cause)), QuarantineTable.NewestFirst, samples) });
    }

    private static QuarantinePage Find(Connection connection, QuarantineConditions conditions, int limit)
    {
        long count;
        using (var rows = conditions.Ask(connection, "SELECT count(*) FROM quarantine")) count = rows.Read() ? rows.Int64(0) : 0;
        var records = Excerpts(connection, conditions, QuarantineTable.OldestFirst, limit);
        return new(records, count - records.Count);
    }

    private static IReadOnlyList<QuarantinedRecord> Excerpts(Connection connection, QuarantineConditions conditions, string order, int limit)
    {
        using var rows = conditions.Ask(connection, QuarantineTable.SelectExcerpts, $"{order} LIMIT {limit}");
        return QuarantineTable.ReadAll(rows);
    }
}
