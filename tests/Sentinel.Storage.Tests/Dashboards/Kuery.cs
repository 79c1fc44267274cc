using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Sentinel.Contracts;

namespace Sentinel.Storage.Tests.Dashboards;

/// <summary>As much of the language of Dashboards' queries as ours use: nothing, <c>field: value</c>, and <c>field: *</c> for any value.</summary>
/// <param name="Field">Null where all rows are meant.</param>
public sealed partial record Kuery(string? Field, string Value)
{
    private const string Any = "*";

    /// <param name="query">With its <c>query</c> and <c>language</c>.</param>
    public static Kuery Parse(JsonNode query)
    {
        Assert.Equal("kuery", query["language"]!.GetValue<string>());
        var text = query["query"]!.GetValue<string>();
        if (text.Length == 0) return new(null, Any);
        var match = Term().Match(text);
        Assert.True(match.Success, $"'{text}' is more of the language than this reads");
        return new(match.Groups["field"].Value, match.Groups["value"].Value);
    }

    private bool IsAny => string.Equals(Value, Any, StringComparison.Ordinal);

    /// <summary>As Dashboards asks the engine.</summary>
    public JsonObject ToJson() => Field is null
        ? new() { ["match_all"] = new JsonObject() }
        : new()
        {
            ["bool"] = new JsonObject
            {
                ["should"] = new JsonArray(IsAny
                    ? new JsonObject { ["exists"] = new JsonObject { ["field"] = Field } }
                    : new JsonObject { ["match"] = new JsonObject { [Field] = Value } }),
                ["minimum_should_match"] = 1,
            },
        };

    public bool Matches(FlowRow row) =>
        Field is null || (FlowFields.ByName[Field].ValueIn(row) is { } value && (IsAny || string.Equals(value.ToString(), Value, StringComparison.Ordinal)));

    [GeneratedRegex("""^(?<field>[a-z_]+): (?<value>\*|[a-z]+)$""", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Term();
}
