using Sentinel.Storage.OpenSearch.Bootstrap;

namespace Sentinel.Storage.OpenSearch.Days;

/// <summary>What answers with roll-ups rely on, as of one moment.</summary>
internal sealed record RollupsInForce(StoreState State, KeptRollups Kept, IReadOnlyDictionary<DayIndexName, RollupHeader> Headers);

/// <summary>Of sealed days, the first whose quarter hours are kept, and the first whose day's sums are.</summary>
internal sealed record KeptRollups(DateOnly QuarterHours, DateOnly Days)
{
    public static KeptRollups All { get; } = new(DateOnly.MinValue, DateOnly.MinValue);

    /// <summary>What is given up by either is given up.</summary>
    public KeptRollups And(KeptRollups other) => new(Later(QuarterHours, other.QuarterHours), Later(Days, other.Days));

    private static DateOnly Later(DateOnly left, DateOnly right) => left > right ? left : right;
}
