using Sentinel.Contracts;

namespace Sentinel.Storage.Queries;

/// <summary>
/// Which part of a range is read from what. Of sealed days there are roll-ups alone: the days inside whole from those of a day, the rest from
/// quarter hours, and of a quarter hour that the range cuts nothing, since nobody knows which part of it lies inside. Of days not sealed yet,
/// held or just given up, there are rows, which quarter hours stand for.
/// </summary>
public sealed record TierPlan
{
    /// <param name="step">What the answer's buckets are multiples of; a question without buckets has a day.</param>
    /// <param name="firstUnsealed">The first day that is not sealed.</param>
    public TierPlan(TimeSlice range, long step, DateOnly firstUnsealed)
    {
        var sealedTo = Math.Max(0, Window.StartOf(firstUnsealed));
        var gone = range.And(new(0, sealedTo));
        Unsealed = range.And(new(sealedTo, long.MaxValue));
        Days = step % Window.DayMilliseconds == 0 ? gone.Whole(Window.DayMilliseconds) : default;
        QuarterHours = gone.IsEmpty ? [] : [.. gone.Without(Days).Select(slice => slice.Whole(Rollup.QuarterHour)).Where(slice => !slice.IsEmpty)];
    }

    /// <summary>Of sealed days, read from roll-ups of a day.</summary>
    public TimeSlice Days { get; }

    /// <summary>Of sealed days, read from roll-ups of 15 minutes.</summary>
    public IReadOnlyList<TimeSlice> QuarterHours { get; }

    /// <summary>Of the other days.</summary>
    public TimeSlice Unsealed { get; }

    /// <summary>Whether roll-ups can stand for rows in buckets of this length.</summary>
    public static bool Serves(long step) => step % Rollup.QuarterHour == 0;

    /// <summary>Cuts a part of a day not sealed yet into what its roll-ups say and what rows do: quarter hours that are cut, or have changed since.</summary>
    /// <param name="changed">The starts of those that have.</param>
    public static (IReadOnlyList<TimeSlice> RolledUp, IReadOnlyList<TimeSlice> Rows) Cut(TimeSlice unsealed, IReadOnlySet<long> changed)
    {
        var (rolledUp, rows) = (new List<TimeSlice>(), new List<TimeSlice>());
        for (var start = unsealed.From; start < unsealed.To;)
        {
            var end = Math.Min(unsealed.To, start - (start % Rollup.QuarterHour) + Rollup.QuarterHour);
            var isWhole = end - start == Rollup.QuarterHour;
            Append(isWhole && !changed.Contains(start) ? rolledUp : rows, new(start, end));
            start = end;
        }

        return (rolledUp, rows);
    }

    private static void Append(List<TimeSlice> slices, TimeSlice next)
    {
        if (slices is [.., var last] && last.To == next.From) slices[^1] = last with { To = next.To };
        else slices.Add(next);
    }
}
