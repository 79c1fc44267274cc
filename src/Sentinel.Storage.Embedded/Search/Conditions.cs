using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Embedded.Schema;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Embedded.Search;

/// <summary>Conditions on rows as SQL. SQL's unknown counts as false, so that the complement of a condition holds where a value is missing.</summary>
internal static class Conditions
{
    public static string Of(TimeRange range, Question question) => Between(range.On, range.Min, range.Max, question);

    public static string Of(Filter filter, Question question) => filter switch
    {
        Filter.All all => Join(" AND ", all.Filters.Select(part => Of(part, question)), "TRUE"),
        Filter.Any any => Join(" OR ", any.Filters.Select(part => Of(part, question)), "FALSE"),
        Filter.Not not => $"({Of(not.Inner, question)} IS NOT TRUE)",
        Filter.Has { Field: AddressField field } => $"({Column.High(field).Name} IS NOT NULL)",
        Filter.Has has => $"({Name(has.Field)} IS NOT NULL)",
        Filter.Between between => Between(between.Field, between.Min, between.Max, question),
        Filter.Within within => AddressConditions.Within(within.Field, within.Prefix, question),
        Filter.In { Values.Count: 0 } => "FALSE",
        Filter.In { Field: AddressField field } @in => AddressConditions.In(field, @in.Values, question),
        Filter.In { Field: KeywordListField field } @in => $"list_has_any({Name(field)}, [{Parameters(@in.Values, question)}])",
        Filter.In @in => $"{Name(@in.Field)} IN ({Parameters(@in.Values, question)})",
        _ => throw new ArgumentException($"{filter.GetType()} is no filter", nameof(filter)),
    };

    public static string Join(string @operator, IEnumerable<string> conditions, string none) =>
        string.Join(@operator, conditions) is { Length: > 0 } joined ? $"({joined})" : none;

    private static string Between(NumberField field, long? min, long? max, Question question)
    {
        var bounds = new List<string>(2);
        if (min is { } from) bounds.Add($"{Name(field)} >= {question.Bind(from)}");
        if (max is { } to) bounds.Add($"{Name(field)} <= {question.Bind(to)}");
        return bounds.Count > 0 ? Join(" AND ", bounds, "") : $"({Name(field)} IS NOT NULL)";
    }

    private static string Parameters(IEnumerable<FieldValue> values, Question question) => string.Join(", ", values.Select(value => question.Bind(
        value.Kind == FieldValueKind.Keyword ? value.AsKeyword() : value.AsNumber())));

    private static string Name(Field field) => Column.Of(field, ColumnType.BigInt).Name;
}
