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
        await indices.OpenAsync(Template.Rollups, name.Index, [name.WriteAlias], cancellation);
        return await FindAsync(name, cancellation);
    }

    /// <summary>Adds what a bucket's rows add up to.</summary>
    /// <returns>How many lines.</returns>
    public async Task<int> AddAsync(RollupIndexName index, DayLines day, long start, long stamp, CancellationToken cancellation)
    {
        var count = 0;
        await foreach (var lines in day.ReadAsync(new(start, start + index.Tier.Length), cancellation))
        {
            using var body = new JsonBody();
            foreach (var line in lines) WriteLine(body, index, start, stamp, count++, line);
            var outcomes = await bulk.SendAsync(body, "index", lines.Count, cancellation);
            if (outcomes.FirstOrDefault(outcome => outcome.Status is not (RowStatus.Stored or RowStatus.Duplicate)) is { Reason: { } reason })
                throw new StoreUnavailableException($"not all roll-ups were written: {reason}");
        }

        return count;
    }

    /// <summary>Lets a search see what was added.</summary>
    /// <exception cref="StoreUnavailableException">The index is another than it was when lines were added, or gone.</exception>
    public async Task SettleAsync(RollupIndexName name, StoredIndex added, CancellationToken cancellation)
    {
        if (await indices.RefreshAsync(name.Index, cancellation) && await FindAsync(name, cancellation) == added) return;
        throw new StoreUnavailableException($"{name} went away while roll-ups were written");
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

    private async Task<StoredIndex> FindAsync(RollupIndexName name, CancellationToken cancellation)
    {
        foreach (var index in await indices.ListAsync(name.Index, cancellation)) return index;
        throw new StoreUnavailableException($"{name} went away while roll-ups were written");
    }

    private static void WriteLine(JsonBody body, RollupIndexName index, long start, long stamp, int number, RollupLine line)
    {
        WriteAction(body, "index", index, IdOf(start, stamp, number));
        body.Json.WriteStartObject();
        body.Json.WriteNumber(LineFields.Stamp.Name, stamp);
        body.Json.WriteNumber(index.Tier.Field, start);
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
