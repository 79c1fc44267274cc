using System.Globalization;
using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.OpenSearch.Bulk;
using Sentinel.Storage.OpenSearch.Days;
using Sentinel.Storage.OpenSearch.Http;
using Sentinel.Storage.OpenSearch.Search;

namespace Sentinel.Storage.OpenSearch.RollingUp;

/// <summary>Adds lines to an index of roll-ups and removes them; none is ever changed. Which of them count is said elsewhere.</summary>
internal sealed class LineWriter(Indices indices, BulkClient bulk)
{
    private const int MaxRemovedAtOnce = 5_000;

    /// <summary>The index as it exists, made where it is missing.</summary>
    public async Task<StoredIndex> OpenAsync(RollupIndexName name, CancellationToken cancellation)
    {
        if (await FindAsync(name, cancellation) is { } index) return index;
        await indices.OpenAsync(Template.Rollups, name.Index, [name.WriteAlias], cancellation);
        return await FindAsync(name, cancellation) ?? throw WentAway(name);
    }

    /// <summary>Adds what the rows of buckets add up to.</summary>
    /// <param name="starts">Ascending.</param>
    /// <param name="nextStamp">The stamp of the next bucket.</param>
    /// <returns>What was added of each bucket that has rows.</returns>
    public async Task<IReadOnlyDictionary<long, RollupStamp>> AddAsync(
        RollupIndexName index, DayLines day, IEnumerable<long> starts, Func<long> nextStamp, CancellationToken cancellation)
    {
        var added = new Dictionary<long, RollupStamp>();
        await foreach (var lines in day.ReadAsync(index.Tier, starts, cancellation))
        {
            using var body = new JsonBody();
            foreach (var line in lines)
            {
                var stamp = added.TryGetValue(line.Start, out var before) ? before : new(nextStamp(), 0);
                WriteLine(body, index, stamp, line);
                added[line.Start] = stamp with { Lines = stamp.Lines + 1 };
            }

            var outcomes = await bulk.SendAsync(body, "index", lines.Count, cancellation);
            if (outcomes.FirstOrDefault(outcome => outcome.Status is not (RowStatus.Stored or RowStatus.Duplicate)) is { Reason: { } reason })
                throw new StoreUnavailableException($"not all roll-ups were written: {reason}");
        }

        return added;
    }

    /// <summary>Lets a search see what was added.</summary>
    /// <exception cref="StoreUnavailableException">The index is another than it was when lines were added, or gone.</exception>
    public async Task SettleAsync(RollupIndexName name, StoredIndex added, CancellationToken cancellation)
    {
        if (!await indices.RefreshAsync(name.Index, cancellation) || await FindAsync(name, cancellation) != added) throw WentAway(name);
    }

    /// <summary>Removes lines that do not count; those that are gone already are.</summary>
    public async Task RemoveAsync(RollupIndexName index, IEnumerable<RollupStamp> stamps, CancellationToken cancellation)
    {
        foreach (var ids in stamps.SelectMany(stamp => Enumerable.Range(0, stamp.Lines).Select(number => IdOf(0, stamp.Stamp, number))).Chunk(MaxRemovedAtOnce))
        {
            using var body = new JsonBody();
            foreach (var id in ids) WriteAction(body, "delete", index, id);
            await bulk.SendAsync(body, "delete", ids.Length, cancellation);
        }
    }

    /// <summary>The index as it exists; null where it has not been opened.</summary>
    private async Task<StoredIndex?> FindAsync(RollupIndexName name, CancellationToken cancellation)
    {
        // By a pattern: an alias that is not there is nothing that a user may ask for by name.
        var listed = await indices.ListAsync($"{name.WriteAlias}*", cancellation);
        return listed.FirstOrDefault(index => string.Equals(index.Name, name.Index, StringComparison.Ordinal));
    }

    private static StoreUnavailableException WentAway(RollupIndexName name) => new($"{name} went away while roll-ups were written");

    private static void WriteLine(JsonBody body, RollupIndexName index, RollupStamp stamp, RollupLine line)
    {
        WriteAction(body, "index", index, IdOf(line.Start, stamp.Stamp, stamp.Lines));
        body.Json.WriteStartObject();
        body.Json.WriteNumber(LineFields.Stamp.Name, stamp.Stamp);
        body.Json.WriteNumber(index.Tier.Field, line.Start);
        line.Write(body.Json);
        body.Json.WriteEndObject();
        body.EndLine();
    }

    private static void WriteAction(JsonBody body, string op, RollupIndexName index, string id)
    {
        body.Json.WriteStartObject();
        body.Json.WriteStartObject(op);
        body.Json.WriteString("_index", index.WriteAlias);
        body.Json.WriteString("_id", id);
        body.Json.WriteEndObject();
        body.Json.WriteEndObject();
        body.EndLine();
    }

    /// <summary>A line of a sealed day has the same id whoever writes it: the rows it is made of do not change any more.</summary>
    private static string IdOf(long start, long stamp, int number) => stamp == LineFields.Sealed
        ? string.Create(CultureInfo.InvariantCulture, $"sealed-{start}-{number}")
        : string.Create(CultureInfo.InvariantCulture, $"{stamp}-{number}");
}
