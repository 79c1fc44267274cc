using System.Text.Json;
using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.OpenSearch.Http;

namespace Sentinel.Storage.OpenSearch.Bulk;

/// <summary>All months of the quarantine, asked as one; none there is an empty one.</summary>
internal sealed class QuarantineIndices(EngineClient engine)
{
    private const string Pattern = MonthIndexName.Quarantine + "*";

    public async Task<JsonDocument> SearchAsync(Action<Utf8JsonWriter> write, CancellationToken cancellation)
    {
        var answer = await SendAsync("_search?allow_partial_search_results=false", write, cancellation);
        try
        {
            SearchAnswer.RequireWhole(answer.RootElement);
            return answer;
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    /// <summary>Lets a search see all that was added.</summary>
    public async Task RefreshAsync(CancellationToken cancellation)
    {
        using var answer = (await engine.SendAsync(HttpMethod.Post, $"{Pattern}/_refresh", null, cancellation)).ReadSuccess();
        if (answer.RootElement.GetProperty("_shards").GetProperty("failed").GetInt32() > 0)
            throw new StoreUnavailableException("the quarantine was not refreshed whole");
    }

    /// <summary>Removes records that a search sees; one that changes meanwhile stays.</summary>
    /// <param name="max">At most so many.</param>
    /// <returns>How many were removed.</returns>
    public async Task<long> RemoveAsync(QuarantineFilter filter, int max, CancellationToken cancellation)
    {
        using var answer = await SendAsync(
            $"_delete_by_query?conflicts=proceed&refresh=true&max_docs={max}", json => QuarantineQuery.Write(json, filter), cancellation);
        var done = answer.RootElement;
        if (done.GetProperty("timed_out").GetBoolean() || done.GetProperty("failures").GetArrayLength() > 0)
            throw new StoreUnavailableException("not all records were removed from quarantine");
        return done.GetProperty("deleted").GetInt64();
    }

    public static IEnumerable<QuarantinedRecord> ReadHits(JsonElement answer) =>
        answer.GetProperty("hits").GetProperty("hits").EnumerateArray().Select(hit => QuarantineSource.Read(hit.GetProperty("_source")));

    private async Task<JsonDocument> SendAsync(string what, Action<Utf8JsonWriter> write, CancellationToken cancellation)
    {
        using var body = new JsonBody();
        body.Json.WriteStartObject();
        write(body.Json);
        body.Json.WriteEndObject();
        return (await engine.SendAsync(HttpMethod.Post, $"{Pattern}/{what}", body, cancellation)).ReadSuccess();
    }
}
