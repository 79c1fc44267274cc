using Microsoft.OpenApi;

namespace Sentinel.QueryApi.Requests;

/// <summary>A query parameter: what it is called, what it means, and what the API's document says of its values.</summary>
internal abstract class QueryParameter(string name, string meaning)
{
    public string Name { get; } = name;

    public string Meaning { get; } = meaning;

    /// <summary>The text that stands for an absent one; null where absence has no equal.</summary>
    public string? Default { get; init; }

    public string? Example { get; init; }

    /// <summary>The dialect's own words for every wrong value; null where it has none.</summary>
    public string? Refusal { get; init; }

    public abstract OpenApiSchema Schema();

    /// <summary>A wrong value as one sentence, for dialects that tell one fault alone.</summary>
    /// <param name="why">What the value should have been.</param>
    public virtual string Refuse(string why) => Refusal ?? $"{Name} {why}";
}

/// <inheritdoc/>
internal abstract class QueryParameter<T>(string name, string meaning) : QueryParameter(name, meaning)
{
    /// <summary>What <see cref="QueryParameter.Default"/> stands for.</summary>
    public T DefaultValue =>
        Default is { } text && TryParse(text, out var value, out _) ? value : throw new InvalidOperationException($"{Name} has no default");

    /// <param name="why">What the text should have been, where it is no value.</param>
    public abstract bool TryParse(string text, out T value, out string why);
}
