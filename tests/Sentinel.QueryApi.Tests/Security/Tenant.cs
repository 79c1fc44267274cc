using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Sentinel.Contracts;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests.Security;

/// <summary>One whose token shows the rows of its project alone.</summary>
internal sealed class Tenant(string name, HttpClient client, IReadOnlyList<FlowRow> rows) : IDisposable
{
    public string Name => name;

    public IReadOnlyList<FlowRow> Rows => rows;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Asks what may be asked; how new the data is, too, is told of its own rows.</summary>
    public async Task<HttpResponseMessage> GetAsync(string path)
    {
        var answer = await client.GetAsync(ApiHost.Path(path), Cancellation);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {await answer.Content.ReadAsStringAsync(Cancellation)}");
        var newest = answer.Headers.TryGetValues("Sentinel-Data-Until", out var values) ? values.Single() : null;
        Assert.Equal(rows.Count == 0 ? null : rows.Max(row => row.Flow.LastSeen).ToString(CultureInfo.InvariantCulture), newest);
        return answer;
    }

    public async Task AskAsync(string path, JsonNode expected)
    {
        using var answer = await GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(
            string.Equals(expected.ToJsonString(), JsonNode.Parse(text)!.ToJsonString(), StringComparison.Ordinal), $"{name}: {path}\nexpected {expected.ToJsonString()}\nactual   {text}\n{Seed.Hint}");
    }

    /// <summary>What is there for the other is answered as what is not there at all.</summary>
    public async Task AskInVainAsync(string path, HttpStatusCode status, string body)
    {
        using var answer = await client.GetAsync(ApiHost.Path(path), Cancellation);
        Assert.Equal((status, body), (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation)));
        Assert.False(answer.Headers.Contains("Sentinel-Data-Until"), path);
    }

    public void Dispose() => client.Dispose();
}
