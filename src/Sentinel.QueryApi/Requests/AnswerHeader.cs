namespace Sentinel.QueryApi.Requests;

/// <summary>A header that answers carry, for the API's document.</summary>
internal sealed record AnswerHeader(string Name, string Meaning)
{
    /// <summary>Whether its value is text; else it is a whole number.</summary>
    public bool IsText { get; init; }
}
