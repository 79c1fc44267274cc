using Sentinel.Contracts;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Tests.Judging;

/// <summary>Whether a filter lets a row pass.</summary>
public static class Matching
{
    public static bool Matches(Filter filter, FlowRow row) => filter switch
    {
        Filter.In { Field: KeywordListField tags } it => it.Values.Any(value => tags.Get(row.Flow).Contains(value.AsKeyword(), StringComparer.Ordinal)),
        Filter.In it => it.Field.ValueIn(row) is { } held && it.Values.Contains(held),
        Filter.Has it => it.Field.ValueIn(row) is not null,
        Filter.Within it => it.Field.Get(row.Flow) is { } address && it.Prefix.Contains(address),
        Filter.Between it => it.Field.Get(row.Flow) is { } number && !(number < it.Min) && !(number > it.Max),
        Filter.Not(var inner) => !Matches(inner, row),
        Filter.All(var filters) => filters.All(one => Matches(one, row)),
        Filter.Any(var filters) => filters.Any(one => Matches(one, row)),
        _ => throw new ArgumentOutOfRangeException(nameof(filter)),
    };
}
