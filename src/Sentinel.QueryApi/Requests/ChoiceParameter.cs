using Microsoft.OpenApi;

namespace Sentinel.QueryApi.Requests;

/// <summary>One of a few words; several words may stand for one value, the first of them is the one shown.</summary>
internal sealed class ChoiceParameter<T>(string name, string meaning, IReadOnlyList<(string Word, T Value)> choices)
    : QueryParameter<T>(name, meaning)
{
    /// <summary>Whether the words are read in any case.</summary>
    public bool IsAnyCase { get; init; }

    public override bool TryParse(string text, out T value, out string why)
    {
        why = $"must be one of {string.Join(", ", choices.Select(choice => choice.Word))}";
        foreach (var choice in choices)
        {
            if (!string.Equals(choice.Word, text, IsAnyCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal)) continue;
            value = choice.Value;
            return true;
        }

        value = default!;
        return false;
    }

    public override OpenApiSchema Schema() => new()
    {
        Type = JsonSchemaType.String,
        Enum = [.. choices.Select(choice => (System.Text.Json.Nodes.JsonNode)choice.Word)],
    };
}
