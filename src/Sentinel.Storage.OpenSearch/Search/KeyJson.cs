using System.Text.Json;
using Sentinel.Contracts;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>A field's value as a filter names it and as a group of an aggregation is keyed.</summary>
internal static class KeyJson
{
    public static void Write(Utf8JsonWriter json, FieldValue value)
    {
        if (value.Kind == FieldValueKind.Number) json.WriteNumberValue(value.AsNumber());
        else json.WriteStringValue(value.ToString());
    }

    public static FieldValue Read(JsonElement key, Field field) => field.ValueKind switch
    {
        FieldValueKind.Number => FieldValue.FromNumber(key.GetInt64()),
        FieldValueKind.Address => FieldValue.FromAddress(Address.Parse(key.GetString()!)),
        _ => FieldValue.FromKeyword(key.GetString()!),
    };
}
