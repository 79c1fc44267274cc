using Sentinel.Contracts;
using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.OpenSearch.Days;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>
/// What a question is read from. With roll-ups it is asked again where what it relied on has changed meanwhile, and the third time of days not sealed yet
/// rows alone are read.
/// </summary>
internal sealed class Sources(SearchClient search, ReadableDays readable, RollupHeaders headers)
{
    private const int Attempts = 3;

    private readonly ChangedQuarterHours changed = new(search);

    public Task<T> AskAsync<T>(SeriesQuery query, Func<Source, CancellationToken, Task<T>> ask, CancellationToken cancellation)
    {
        var fields = new[] { query.Split?.Field, query.Counted }.OfType<Field>();
        return TierPlan.Serves(query.Step) && Rollup.Answers(query.Filter, fields)
            ? AskTiersAsync(new(query.From, query.To), query.Step, ask, cancellation)
            : AskRowsAsync(query.Selection.Range, ask, cancellation);
    }

    /// <param name="fields">What the question groups by.</param>
    public Task<T> AskAsync<T>(Selection selection, IEnumerable<Field> fields, Func<Source, CancellationToken, Task<T>> ask, CancellationToken cancellation) =>
        selection.WithRollups && Rollup.Answers(selection.Filter, fields)
            ? AskTiersAsync(selection.Range.LastSeen, Window.DayMilliseconds, ask, cancellation)
            : AskRowsAsync(selection.Range, ask, cancellation);

    private Task<T> AskRowsAsync<T>(TimeRange range, Func<Source, CancellationToken, Task<T>> ask, CancellationToken cancellation) =>
        readable.AskAsync(range, async (days, limited) => await ask(new RowSource(range, days), limited), cancellation);

    private async Task<T> AskTiersAsync<T>(TimeSlice range, long step, Func<Source, CancellationToken, Task<T>> ask, CancellationToken cancellation)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var there = await readable.ReadAsync(cancellation);
            var plan = new TierPlan(range, step, there.State.Sealed);
            var before = await headers.ReadAsync(there.State.Generation, [.. there.Days.Select(day => day.Name).Where(day => !plan.Unsealed.And(day.Slice).IsEmpty)], cancellation);
            var rolledUp = attempt < Attempts ? await RolledUpAsync(there, before, cancellation) : new Dictionary<DayIndexName, RolledUpDay>();
            var source = TieredSource.For(plan, there, before.Kept, rolledUp);
            var answer = await ask(source, cancellation);
            var after = await headers.ReadAsync(there.State.Generation, [.. source.Stamps.Keys], cancellation);
            if (Stands(source, there.State, before, after)) return answer;
        }

        throw new StoreUnavailableException("while a question was answered, days were given up or the store was cleared, again and again");
    }

    /// <summary>The days whose lines are there, with what has changed since.</summary>
    private async Task<IReadOnlyDictionary<DayIndexName, RolledUpDay>> RolledUpAsync(ReadableIndices there, RollupsInForce inForce, CancellationToken cancellation)
    {
        var days = there.Days.Where(day => IsThere(day, there, inForce)).ToList();
        var found = await changed.FindAsync([.. days.Select(day => (day.Stored, inForce.Headers[day.Name].Through))], cancellation);
        return days.ToDictionary(
            day => day.Name, day => new RolledUpDay(inForce.Headers[day.Name], found.GetValueOrDefault(day.Stored.Name) ?? new HashSet<long>()));
    }

    private static bool IsThere(DayIndex day, ReadableIndices there, RollupsInForce inForce) =>
        inForce.Headers.TryGetValue(day.Name, out var header) && header.IsOf(day.Stored, there.QuarterHoursOf(day.Name));

    private static bool Stands(TieredSource source, StoreState state, RollupsInForce before, RollupsInForce after) =>
        after.State.Generation == state.Generation
        && after.State.Sealed == state.Sealed
        && after.Kept == before.Kept
        && source.Stamps.All(day => day.Value.All(bucket => after.Headers[day.Key].QuarterHours.GetValueOrDefault(bucket.Key).Stamp == bucket.Value));
}
