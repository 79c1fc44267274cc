using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace Sentinel.QueryApi.Tests;

/// <summary>What tests say about answers.</summary>
internal static class Answers
{
    /// <summary>Exactly as written, member by member, in their order.</summary>
    public static void Equal(JsonNode expected, JsonNode? actual) => Assert.Equal(expected.ToJsonString(), actual!.ToJsonString());

    public static async Task<JsonNode> ProblemAsync(HttpResponseMessage answer, HttpStatusCode status, CancellationToken cancellation)
    {
        var body = await answer.Content.ReadAsStringAsync(cancellation);
        Assert.True(answer.StatusCode == status, $"expected {status}, but {(int)answer.StatusCode} {body}");
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(body)!;
        Assert.Equal((int)status, problem["status"]!.GetValue<int>());
        return problem;
    }

    /// <summary>400 that names exactly these, each with a reason.</summary>
    public static async Task<JsonNode> FaultsAsync(HttpResponseMessage answer, IEnumerable<string> names, CancellationToken cancellation)
    {
        var problem = await ProblemAsync(answer, HttpStatusCode.BadRequest, cancellation);
        var errors = problem["errors"]!.AsObject();
        Assert.Equal(names.Order(StringComparer.Ordinal), errors.Select(error => error.Key).Order(StringComparer.Ordinal));
        Assert.All(errors, error => Assert.All(error.Value!.AsArray(), why => Assert.NotEmpty(why!.GetValue<string>())));
        return problem;
    }

    public static string Header(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));

    public static JsonNode Number(Int128 number) => JsonNode.Parse(number.ToString(CultureInfo.InvariantCulture))!;
}
