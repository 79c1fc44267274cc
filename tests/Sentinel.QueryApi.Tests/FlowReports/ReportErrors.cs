using System.Net;
using System.Text.Json.Nodes;

namespace Sentinel.QueryApi.Tests.FlowReports;

internal static class ReportErrors
{
    /// <summary>The text of an error, once its shape is seen to be the dialect's.</summary>
    public static async Task<JsonNode> ReadAsync(HttpResponseMessage answer, HttpStatusCode status, CancellationToken cancellation)
    {
        var body = await answer.Content.ReadAsStringAsync(cancellation);
        Assert.True(answer.StatusCode == status, $"expected {status}, but {(int)answer.StatusCode} {body}");
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
        var (name, text) = Assert.Single(JsonNode.Parse(body)!.AsObject());
        Assert.Equal("error", name);
        Assert.NotEmpty((string)text!);
        return text!;
    }
}
