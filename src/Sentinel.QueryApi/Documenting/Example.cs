using System.Diagnostics.CodeAnalysis;

namespace Sentinel.QueryApi.Documenting;

/// <summary>A request and what it is answered with, shown in the API's document.</summary>
/// <param name="Name">One word, another for each example of an endpoint.</param>
/// <param name="Query">Behind the path, with its question mark; empty where there is none.</param>
/// <param name="Answer">JSON.</param>
internal sealed record Example(string Name, string Query, [StringSyntax(StringSyntaxAttribute.Json)] string Answer);
