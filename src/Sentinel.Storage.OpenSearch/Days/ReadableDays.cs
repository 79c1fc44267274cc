using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.OpenSearch.Documents;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Days;

/// <summary>What questions read: of the generation in force, the days that are not sealed and the indices of roll-ups. Questions of rows ask held days alone.</summary>
internal sealed class ReadableDays(Indices indices, StateDocument state)
{
    private const string Everything = $"{DayIndexName.WriteAliases},{RollupIndexName.WriteAliases}";

    private ReadableIndices? lastRead;

    /// <summary>
    /// Asks a question of the held days that may have rows of the range. It is asked at once, of the days as this process has read them last, while they are read; where
    /// they turn out to be others, what it is told is given up, and it is asked again.
    /// </summary>
    public async Task<T> AskAsync<T>(TimeRange range, Func<IReadOnlyList<DayIndex>, CancellationToken, Task<T>> ask, CancellationToken cancellation)
    {
        var expected = Volatile.Read(ref lastRead)?.DaysIn(range);
        var reading = ReadAsync(cancellation);
        if (expected is not null)
        {
            using var early = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var asking = ask(expected, early.Token);
            try
            {
                if ((await reading).DaysIn(range).SequenceEqual(expected)) return await asking;
            }
            finally
            {
                await early.CancelAsync();
                await ((Task)asking).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        return await ask((await reading).DaysIn(range), cancellation);
    }

    /// <summary>
    /// State and list are asked at once, after the call: what another process had cleared or stored before it is seen as it is.
    /// </summary>
    public async Task<ReadableIndices> ReadAsync(CancellationToken cancellation)
    {
        var (reading, listing) = (state.ReadAsync(cancellation), indices.ListAsync(Everything, cancellation));
        await Task.WhenAll(reading, listing);
        var now = (await reading).State;
        var (days, rollups) = (new List<DayIndex>(), new Dictionary<RollupIndexName, StoredIndex>());
        var newest = now.Generation;
        foreach (var index in await listing)
        {
            if (DayIndexName.TryParse(index.Name, out var day))
            {
                newest = Math.Max(newest, day.Generation);
                if (day.Generation == now.Generation && now.Keeps(day.Day)) days.Add(new(day, index));
            }
            else if (RollupIndexName.TryParse(index.Name, out var name) && name.Generation == now.Generation)
            {
                rollups.Add(name, index);
            }
        }

        if (newest > now.Generation) await RequireGenerationAsync(newest, cancellation);
        days.Sort((left, right) => left.Name.Day.CompareTo(right.Name.Day));
        var read = new ReadableIndices(now, days, rollups);
        Volatile.Write(ref lastRead, read);
        return read;
    }

    /// <summary>A clear between the two requests is no fault; a state that is older than its days was lost, or restored from an older one.</summary>
    private async Task RequireGenerationAsync(int newest, CancellationToken cancellation)
    {
        var now = (await state.ReadAsync(cancellation)).State.Generation;
        if (now >= newest) throw new StoreUnavailableException("the store was cleared meanwhile");
        throw new StoreForbiddenException(
            $"there are days of generation {newest}, and the document {StoreState.Key} says {now}: it was lost or is older than they are; restore it with them");
    }
}

/// <param name="Days">Ascending.</param>
internal sealed record ReadableIndices(StoreState State, IReadOnlyList<DayIndex> Days, IReadOnlyDictionary<RollupIndexName, StoredIndex> Rollups)
{
    /// <summary>The held days that may have rows of the range: one that is given up is told no more, whether or not it is sealed yet.</summary>
    public IReadOnlyList<DayIndex> DaysIn(TimeRange range) => [.. Days.Where(day => State.Holds(day.Name.Day) && range.MayHold(day.Name.Day))];

    /// <summary>The index of a day, where it is read.</summary>
    public StoredIndex? IndexOf(DayIndexName name) => Days.FirstOrDefault(day => day.Name == name).Stored;

    /// <summary>The index of a day's quarter hours, where there is one.</summary>
    public StoredIndex? QuarterHoursOf(DayIndexName day) => Rollups.GetValueOrDefault(RollupIndexName.Of(RollupTier.QuarterHours, day));
}
