namespace Sentinel.Storage.Queries;

/// <summary>
/// What places a group in a top list before its key does: its sum by the first measure, then by the second. Ranks of parts are added like sums,
/// and keep their order when the same rank is added to both.
/// </summary>
public readonly record struct Rank(Int128 First, Int128 Second) : IComparable<Rank>
{
    public static Rank Zero { get; }

    public static Rank operator +(Rank left, Rank right) => new(left.First + right.First, left.Second + right.Second);

    public static Rank operator -(Rank left, Rank right) => new(left.First - right.First, left.Second - right.Second);

    public static bool operator <(Rank left, Rank right) => left.CompareTo(right) < 0;

    public static bool operator >(Rank left, Rank right) => left.CompareTo(right) > 0;

    public static bool operator <=(Rank left, Rank right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Rank left, Rank right) => left.CompareTo(right) >= 0;

    public int CompareTo(Rank other) => (First, Second).CompareTo((other.First, other.Second));
}
