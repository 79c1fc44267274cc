using System.Text.Json;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>Conditions in the engine's words. Nothing is scored: every condition is a filter.</summary>
internal static class FilterJson
{
    private static readonly Address FirstV4 = Address.FromV4(0);
    private static readonly Address LastV4 = Address.FromV4(uint.MaxValue);

    public static Filter Of(TimeRange range) => range.Min is null && range.Max is null ? Filter.Everything : new Filter.Between(range.On, range.Min, range.Max);

    /// <summary>Writes the value of <c>query</c>.</summary>
    public static void Write(Utf8JsonWriter json, Selection selection)
    {
        Write(json, new Filter.All([Of(selection.Range), selection.Filter]));
    }

    public static void Write(Utf8JsonWriter json, Filter filter)
    {
        switch (filter)
        {
            case Filter.In { Field: var field, Values: var values }:
                WriteTerms(json, field, values);
                break;
            case Filter.Within { Field: var field, Prefix: var prefix }:
                WritePrefix(json, field.Name, prefix);
                break;
            case Filter.Has { Field: var field }:
                WriteExists(json, field);
                break;
            case Filter.Between { Field: var field, Min: var min, Max: var max }:
                WriteBetween(json, field, min, max);
                break;
            case Filter.Not { Inner: var inner }:
                WriteBool(json, "must_not", [inner]);
                break;
            case Filter.All { Filters: [] }:
                WriteEmpty(json, "match_all");
                break;
            case Filter.All { Filters: [var only] }:
                Write(json, only);
                break;
            case Filter.All { Filters: var all }:
                WriteBool(json, "filter", all);
                break;
            case Filter.Any { Filters: [] }:
                WriteEmpty(json, "match_none");
                break;
            case Filter.Any { Filters: var any }:
                WriteBool(json, "should", any);
                break;
            default:
                throw new ArgumentException($"a filter of kind {filter.GetType().Name} has no JSON", nameof(filter));
        }
    }

    /// <summary>A range over a number; bounds are included.</summary>
    public static void WriteRange(Utf8JsonWriter json, string field, long? min, long? max)
    {
        json.WriteStartObject();
        json.WriteStartObject("range");
        json.WriteStartObject(field);
        if (min is { } gte) json.WriteNumber("gte", gte);
        if (max is { } lte) json.WriteNumber("lte", lte);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteTerms(Utf8JsonWriter json, Field field, IReadOnlyList<FieldValue> values)
    {
        // An integer field refuses the whole search where a value is beyond its type; no row has such a value.
        var possible = field is NumberField number ? [.. values.Where(value => value.AsNumber() <= number.Max)] : values;
        if (possible.Count == 0)
        {
            WriteEmpty(json, "match_none");
            return;
        }

        json.WriteStartObject();
        json.WriteStartObject("terms");
        json.WriteStartArray(field.Name);
        foreach (var value in possible) KeyJson.Write(json, value);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteBetween(Utf8JsonWriter json, NumberField field, long? min, long? max)
    {
        if (min > field.Max || max < 0 || min > max)
        {
            WriteEmpty(json, "match_none");
            return;
        }

        if (min is null && max is null)
        {
            WriteExists(json, field);
            return;
        }

        WriteRange(json, field.Name, min is { } low ? Math.Max(low, 0) : null, max is { } high ? Math.Min(high, field.Max) : null);
    }

    private static void WriteExists(Utf8JsonWriter json, Field field)
    {
        json.WriteStartObject();
        json.WriteStartObject("exists");
        json.WriteString("field", field.Name);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WritePrefix(Utf8JsonWriter json, string field, Prefix prefix)
    {
        if (prefix.IsV4 || prefix.First > FirstV4 || prefix.Last < LastV4)
        {
            WriteAddresses(json, field, prefix.First, prefix.Last);
            return;
        }

        json.WriteStartObject();
        json.WriteStartObject("bool");
        json.WritePropertyName("filter");
        WriteAddresses(json, field, prefix.First, prefix.Last);
        json.WritePropertyName("must_not");
        WriteAddresses(json, field, FirstV4, LastV4);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteAddresses(Utf8JsonWriter json, string field, Address first, Address last)
    {
        json.WriteStartObject();
        json.WriteStartObject("range");
        json.WriteStartObject(field);
        json.WriteString("gte", first.ToString());
        json.WriteString("lte", last.ToString());
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteBool(Utf8JsonWriter json, string clause, IReadOnlyList<Filter> filters)
    {
        json.WriteStartObject();
        json.WriteStartObject("bool");
        json.WriteStartArray(clause);
        foreach (var filter in filters) Write(json, filter);
        json.WriteEndArray();
        if (clause is "should") json.WriteNumber("minimum_should_match", 1);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteEmpty(Utf8JsonWriter json, string query)
    {
        json.WriteStartObject();
        json.WriteStartObject(query);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
