using System.Security.Cryptography;
using Sentinel.Contracts;
using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.OpenSearch.Days;
using Sentinel.Storage.OpenSearch.Search;

namespace Sentinel.Storage.OpenSearch.RollingUp;

/// <summary>
/// A pass adds lines under new stamps, and then says in the day's header, by compare-and-set, that they count instead of others. Who dies before
/// has done nothing, and of two only one is heard.
/// </summary>
internal sealed class Rollups(ReadableDays readable, RollupHeaders headers, Indices indices, SearchClient search, LineWriter lines) : IRollups
{
    private readonly ChangedQuarterHours changed = new(search);

    public async Task<int> RollUpAsync(DateOnly day, CancellationToken cancellation)
    {
        var there = await readable.ReadAsync(cancellation);
        var name = new DayIndexName(day, there.State.Generation);
        if (!there.State.Holds(day) || there.IndexOf(name) is not { IsClosed: false } index) return 0;
        var read = await headers.ReadAsync(name, cancellation);
        var standing = read.Header.IsOf(index, there.QuarterHoursOf(name)) ? read.Header : RollupHeader.None;

        // Before the refresh: all up to there is seen afterwards, on every copy.
        if (await indices.CheckpointsAsync(index, cancellation) is not { } through || through.SequenceEqual(standing.Through)) return 0;
        if (!await indices.RefreshAsync(index.Name, cancellation)) return 0;
        var since = standing.Through.Concat(Enumerable.Repeat(-1L, index.Shards)).Take(index.Shards).ToList();
        var starts = (await changed.FindAsync([(index, since)], cancellation)).GetValueOrDefault(index.Name);
        if (starts is not null) return await WriteAsync(name, index, standing with { Day = index.Identity, Through = through }, read, starts, cancellation);
        if (standing != RollupHeader.None) await headers.TryWriteAsync(name, read, standing with { Through = through }, cancellation);
        return 0;
    }

    /// <summary>
    /// What is kept of sealed days moves first, and held days are read from their rows: then nobody reads the lines, nor will a pass say that
    /// they count.
    /// </summary>
    public async Task KeepFromAsync(DateOnly firstOfQuarterHours, DateOnly firstOfDays, CancellationToken cancellation)
    {
        var there = await readable.ReadAsync(cancellation);
        await headers.KeepFromAsync(there.State.Generation, new(firstOfQuarterHours, firstOfDays), cancellation);
        foreach (var day in there.Days.Where(day => day.Name.Day < firstOfQuarterHours)) await headers.WithdrawAsync(day.Name, cancellation);
        var given = there.Rollups.Keys.Where(index => index.Next <= (index.Tier == RollupTier.Days ? firstOfDays : firstOfQuarterHours));
        await indices.DropAsync(given.Select(index => index.Index), cancellation);
        await headers.RemoveUnreadAsync(there.State, cancellation);
    }

    /// <param name="standing">What holds of other quarter hours, and how far the rows are.</param>
    /// <param name="starts">Of the quarter hours to write.</param>
    /// <returns>How many count now.</returns>
    private async Task<int> WriteAsync(
        DayIndexName name, StoredIndex index, RollupHeader standing, VersionedHeader read, IReadOnlySet<long> starts, CancellationToken cancellation)
    {
        await using var point = await search.OpenAsync(index, cancellation);
        if (point is null) return 0;
        var target = RollupIndexName.Of(RollupTier.QuarterHours, name);
        var added = await lines.OpenAsync(target, cancellation);
        if (standing.Lines.Length > 0 && !standing.IsOf(index, added)) throw new StoreUnavailableException($"{target} was made anew meanwhile");
        var written = await lines.AddAsync(target, new(search, point), starts.Order(), NewStamp, cancellation);
        await lines.SettleAsync(target, added, cancellation);
        var kept = standing.QuarterHours.Where(bucket => !starts.Contains(bucket.Key));
        var header = standing with { Lines = added.Identity, QuarterHours = written.Concat(kept).ToDictionary() };
        var isHeard = await headers.TryWriteAsync(name, read, header, cancellation);

        // Engines may refuse a write that they have done: what counts by now, whoever said so, stays.
        var current = isHeard ? header : (await headers.ReadAsync(name, cancellation)).Header;
        await lines.RemoveAsync(target, read.Header.QuarterHours.Values.Concat(written.Values).Except(current.QuarterHours.Values), cancellation);
        return isHeard ? starts.Count : 0;
    }

    private static long NewStamp()
    {
        Span<byte> random = stackalloc byte[sizeof(long)];
        RandomNumberGenerator.Fill(random);
        return Math.Max(1, BitConverter.ToInt64(random) & NumberField.MaxExact);
    }
}
