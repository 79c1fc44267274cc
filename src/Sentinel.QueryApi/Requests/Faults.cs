using Microsoft.AspNetCore.Http.HttpResults;

namespace Sentinel.QueryApi.Requests;

/// <summary>All that is wrong with a request, by parameter, in the order found.</summary>
internal sealed class Faults
{
    private readonly OrderedDictionary<string, List<string>> reasons = new(StringComparer.Ordinal);

    public bool Any => reasons.Count > 0;

    /// <summary>The first that was found, as one sentence; null where there is none.</summary>
    public string? First { get; private set; }

    /// <param name="sentence">The fault as one sentence; parameter and reason where null.</param>
    public void Add(string parameter, string why, string? sentence = null)
    {
        First ??= sentence ?? $"{parameter} {why}";
        if (!reasons.TryGetValue(parameter, out var list)) reasons[parameter] = list = [];
        list.Add(why);
    }

    public ValidationProblem ToProblem(string? detail = null) =>
        TypedResults.ValidationProblem(reasons.Select(fault => KeyValuePair.Create(fault.Key, fault.Value.ToArray())), detail, title: "The request is wrong.");
}
