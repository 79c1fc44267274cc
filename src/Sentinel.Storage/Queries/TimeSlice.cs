namespace Sentinel.Storage.Queries;

/// <summary>Epoch ms, <paramref name="To"/> not included.</summary>
public readonly record struct TimeSlice(long From, long To)
{
    public bool IsEmpty => To <= From;

    /// <summary>In milliseconds; 0 where it is empty.</summary>
    public long Length => IsEmpty ? 0 : To - From;

    /// <summary>The part of both.</summary>
    public TimeSlice And(TimeSlice other) => new(Math.Max(From, other.From), Math.Min(To, other.To));

    /// <summary>The buckets of a length, aligned to the epoch, that lie inside whole.</summary>
    public TimeSlice Whole(long length) => new((From + length - 1) / length * length, To / length * length);

    /// <summary>Without this part of it: what is before and what is behind, where there is something.</summary>
    public IEnumerable<TimeSlice> Without(TimeSlice part) =>
        part.IsEmpty ? [this] : ((TimeSlice[])[this with { To = part.From }, this with { From = part.To }]).Where(slice => !slice.IsEmpty);
}
