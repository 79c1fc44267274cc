using System.Diagnostics.CodeAnalysis;

namespace Sentinel.QueryApi.Documenting;

/// <summary>A request and what it is answered with, shown in the API's document.</summary>
/// <param name="Name">One word, another for each example of an endpoint.</param>
/// <param name="Query">Behind the path, with its question mark; empty where there is none.</param>
/// <param name="Answer">JSON.</param>
internal sealed record Example(string Name, string Query, [StringSyntax(StringSyntaxAttribute.Json)] string Answer)
{
    /// <summary>In the place of the path's parameter, where it has one.</summary>
    public string PathValue { get; init; } = "";

    /// <summary>The request as it is sent.</summary>
    /// <param name="path">With its parameter in braces.</param>
    public string RequestTo(string? method, string path)
    {
        var (start, end) = (path.IndexOf('{', StringComparison.Ordinal), path.IndexOf('}', StringComparison.Ordinal));
        return $"{method} /{(start < 0 ? path : $"{path[..start]}{PathValue}{path[(end + 1)..]}")}{Query}";
    }
}
