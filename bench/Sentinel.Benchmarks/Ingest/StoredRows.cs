using System.Text.Json;

namespace Sentinel.Benchmarks.Ingest;

/// <summary>How many rows a store has by now, asked past the program that fills it or through it.</summary>
internal static class StoredRows
{
    /// <param name="engine">A client of the search engine.</param>
    public static async Task<long> InEngineAsync(HttpClient engine, CancellationToken cancellation)
    {
        using var answer = await engine.GetAsync(new Uri("flows-*/_stats/indexing?filter_path=_all.primaries.indexing.index_total", UriKind.Relative), cancellation);
        using var body = JsonDocument.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(cancellation));
        return body.RootElement.TryGetProperty("_all", out var all) ? all.GetProperty("primaries").GetProperty("indexing").GetProperty("index_total").GetInt64() : 0;
    }

    /// <param name="api">A client of the query API.</param>
    public static async Task<long> InAnswerAsync(HttpClient api, CancellationToken cancellation)
    {
        try
        {
            using var answer = await api.GetAsync(new Uri("/api/v1/flows?limit=1", UriKind.Relative), cancellation);
            using var body = JsonDocument.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(cancellation));
            return body.RootElement.GetProperty("total").GetInt64();
        }
        catch (HttpRequestException)
        {
            return 0; // not up yet
        }
    }
}
