using Sentinel.Contracts;

namespace Sentinel.Storage.Queries;

/// <summary>
/// Which part of a range is read from what. Of sealed days there are roll-ups alone: the days inside whole from those of a day, the rest from
/// quarter hours, and of a quarter hour that the range cuts nothing, since nobody knows which part of it lies inside. Of held days there are rows,
/// which quarter hours stand for.
/// </summary>
public sealed record TierPlan
{
    /// <param name="step">What the answer's buckets are multiples of; a question without buckets has a day.</param>
    /// <param name="firstHeld">The first day that is not sealed.</param>
    public TierPlan(TimeSlice range, long step, DateOnly firstHeld)
    {
        var heldFrom = Math.Max(0, Window.StartOf(firstHeld));
        var gone = range.And(new(0, heldFrom));
        Held = range.And(new(heldFrom, long.MaxValue));
        Days = step % Window.DayMilliseconds == 0 ? gone.Whole(Window.DayMilliseconds) : default;
        QuarterHours = gone.IsEmpty ? [] : [.. gone.Without(Days).Select(slice => slice.Whole(Rollup.QuarterHour)).Where(slice => !slice.IsEmpty)];
    }

    /// <summary>Of sealed days, read from roll-ups of a day.</summary>
    public TimeSlice Days { get; }

    /// <summary>Of sealed days, read from roll-ups of 15 minutes.</summary>
    public IReadOnlyList<TimeSlice> QuarterHours { get; }

    public TimeSlice Held { get; }

    /// <summary>Whether roll-ups can stand for rows in buckets of this length.</summary>
    public static bool Serves(long step) => step % Rollup.QuarterHour == 0;

    /// <summary>Cuts a part of a held day into what its roll-ups say and what rows do: quarter hours that are cut, or have changed since.</summary>
    /// <param name="changed">The starts of those that have.</param>
    public static (IReadOnlyList<TimeSlice> RolledUp, IReadOnlyList<TimeSlice> Rows) Cut(TimeSlice held, IReadOnlySet<long> changed)
    {
        var (rolledUp, rows) = (new List<TimeSlice>(), new List<TimeSlice>());
        for (var start = held.From; start < held.To;)
        {
            var end = Math.Min(held.To, start - (start % Rollup.QuarterHour) + Rollup.QuarterHour);
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
