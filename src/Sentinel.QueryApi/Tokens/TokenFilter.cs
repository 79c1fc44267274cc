using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Sentinel.Contracts;
using Sentinel.Flows.Decoding;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.Tokens;

/// <summary>
/// What a token may see: rows in which every named field has the given value; an address field may be given a prefix.
/// </summary>
internal sealed class TokenFilter
{
    public const int MaxFields = 16;

    private TokenFilter(JsonObject json, Filter rows) => (Json, Rows) = (json, rows);

    /// <summary>As kept and shown: a value a field, addresses and words in the one spelling that rows have.</summary>
    public JsonObject Json { get; }

    public Filter Rows { get; }

    /// <summary>Null where something is wrong, each of which is told.</summary>
    /// <param name="tell">A field, and why it cannot be taken.</param>
    public static TokenFilter? Read(JsonObject given, Action<string, string> tell)
    {
        var (json, rows) = (new JsonObject(), new List<Filter>());
        var isRight = given.Count is >= 1 and <= MaxFields;
        if (!isRight) tell("", $"must name 1 to {MaxFields} fields");
        foreach (var (name, value) in given)
        {
            var why = FlowFields.ByName.GetValueOrDefault(name) is { Filterable: true } field ? Read(field, value, json, rows) : "is no field that can be filtered by";
            if (why is null) continue;
            tell(name, why);
            isRight = false;
        }

        return isRight ? new(json, new Filter.All(rows)) : null;
    }

    /// <returns>Why the value cannot be taken; null where it was.</returns>
    private static string? Read(Field field, JsonNode? value, JsonObject json, List<Filter> rows)
    {
        if (value is not JsonValue plain || !TryText(plain, out var text)) return "must be one text or number";
        switch (field)
        {
            case AddressField address:
                if (!Prefix.TryParse(text, out var prefix)) return "must be an IP address or a CIDR prefix";
                var isOne = prefix == Prefix.Of(prefix.First);
                json[field.Name] = isOne ? prefix.First.ToString() : prefix.ToString();
                rows.Add(isOne ? Filter.Is(field, prefix.First) : new Filter.Within(address, prefix));
                return null;
            case NumberField number:
                if (!long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count > number.Max) return $"must be a whole number from 0 to {number.Max}";
                json[field.Name] = count;
                rows.Add(Filter.Is(field, count));
                return null;
            default:
                if (text.Length == 0 || Encoding.UTF8.GetByteCount(text) > KeywordField.MaxBytes) return $"must have 1 to {KeywordField.MaxBytes} bytes";
                if (Spelled(field, text) is not { } word) return "is no word that this field holds";
                json[field.Name] = word;
                rows.Add(Filter.Is(field, word));
                return null;
        }
    }

    private static bool TryText(JsonValue value, out string text)
    {
        text = "";
        if (value.TryGetValue<string>(out var given)) text = given;
        else if (value.TryGetValue<long>(out var number)) text = number.ToString(CultureInfo.InvariantCulture);
        else return false;
        return true;
    }

    /// <summary>Rows hold one spelling of a direction or an action; another would see nothing.</summary>
    private static string? Spelled(Field field, string text) =>
        field == FlowFields.Direction ? Spelling.Direction(Encoding.UTF8.GetBytes(text))
        : field == FlowFields.Action ? Spelling.Action(Encoding.UTF8.GetBytes(text))
        : text;
}
