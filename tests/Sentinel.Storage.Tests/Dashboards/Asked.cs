using System.Globalization;
using System.Text.Json.Nodes;
using Sentinel.Contracts;

namespace Sentinel.Storage.Tests.Dashboards;

/// <summary>What Dashboards adds to every question.</summary>
internal static class Asked
{
    private const string Iso = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static JsonObject All(IEnumerable<JsonObject> filters) => new() { ["bool"] = new JsonObject { ["filter"] = new JsonArray([.. filters]) } };

    /// <summary>The rows of a day: those of its last minute are of the next midnight.</summary>
    public static JsonObject Day(DateOnly day) => new()
    {
        ["range"] = new JsonObject
        {
            [FlowFields.Timestamp.Name] = new JsonObject
            {
                ["gte"] = Text(Window.StartOf(day)),
                ["lte"] = Text(Window.StartOf(day.AddDays(1))),
                ["format"] = "strict_date_optional_time",
            },
        },
    };

    /// <summary>Pinned by the user: one of several values.</summary>
    public static JsonObject OneOf(Field field, IEnumerable<FieldValue> values) =>
        new() { ["terms"] = new JsonObject { [field.Name] = new JsonArray([.. values.Select(value => JsonValue.Create(value.ToString()))]) } };

    private static string Text(long time) => DateTimeOffset.FromUnixTimeMilliseconds(time).ToString(Iso, CultureInfo.InvariantCulture);
}
