using Sentinel.Contracts;
using Sentinel.Storage.OpenSearch.Bootstrap;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>What a line of roll-ups has beside a row's fields. No row passes a condition on it.</summary>
internal static class LineFields
{
    /// <summary>Of the lines of sealed days.</summary>
    public const long Sealed = 0;

    private static readonly Dictionary<RollupTier, NumberField> Starts =
        RollupTier.All.ToDictionary(tier => tier, tier => Number(tier.Field, FieldType.Date, Window.MaxTime));

    public static NumberField Stamp { get; } = Number("stamp", FieldType.Long, NumberField.MaxExact);

    /// <summary>The start of a line's bucket.</summary>
    public static NumberField StartIn(RollupTier tier) => Starts[tier];

    private static NumberField Number(string name, FieldType type, long max) => new(name, type, MergeRule.Derived, max, "", _ => null, (_, _) => { });
}
