using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sentinel.Contracts;
using Sentinel.Storage;
using Sentinel.Storage.OpenSearch;
using Sentinel.Storage.OpenSearch.Bulk;
using Sentinel.Storage.OpenSearch.Http;

namespace Sentinel.Benchmarks.Ingest;

/// <summary>The ceiling: rows serialised beforehand and sent straight to the engine's <c>_bulk</c>, into the indices that the ingestor would make.</summary>
internal sealed class RawBulk : IDisposable
{
    private const int RowsPerBulk = 5_000;
    private const int InFlight = 4;

    private readonly HttpClient client;
    private readonly IReadOnlyList<FlowRow> rows;
    private readonly IReadOnlyList<byte[]> bulks;

    public RawBulk(Uri engine, IReadOnlyList<FlowRow> rows)
    {
        client = new() { BaseAddress = engine, Timeout = TimeSpan.FromMinutes(2) };
        this.rows = rows;
        bulks = [.. rows.Chunk(RowsPerBulk).Select(Serialise)];
    }

    /// <summary>Rows a second, all of them into empty indices.</summary>
    public async Task<double> MeasureAsync(CancellationToken cancellation)
    {
        await EmptyAsync(cancellation);
        await OpenDaysAsync(cancellation);
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(bulks, new ParallelOptions { MaxDegreeOfParallelism = InFlight, CancellationToken = cancellation }, SendAsync);
        return rows.Count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    public async Task EmptyAsync(CancellationToken cancellation)
    {
        using var emptied = await client.DeleteAsync(new Uri("flows-*", UriKind.Relative), cancellation);
        emptied.EnsureSuccessStatusCode();
    }

    public void Dispose() => client.Dispose();

    private static byte[] Serialise(FlowRow[] some)
    {
        using var body = new JsonBody();
        FlowWriter.Write(body, some);
        return body.Written.ToArray();
    }

    private async Task OpenDaysAsync(CancellationToken cancellation)
    {
        var settings = new Dictionary<string, string?>(StringComparer.Ordinal) { [$"{OpenSearchOptions.Section}:Urls"] = client.BaseAddress!.ToString() };
        await using var store = new ServiceCollection().AddLogging()
            .AddOpenSearchStore(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).BuildServiceProvider();
        var days = store.GetRequiredService<IFlowDays>();
        await days.PrepareAsync(cancellation);
        foreach (var day in rows.Select(row => row.Flow.Window.Day).Distinct()) await days.OpenAsync(day, cancellation);
    }

    private async ValueTask SendAsync(byte[] bulk, CancellationToken cancellation)
    {
        using var body = new ByteArrayContent(bulk) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-ndjson") } };
        using var answer = await client.PostAsync(new Uri("_bulk?require_alias=true&filter_path=errors", UriKind.Relative), body, cancellation);
        using var read = JsonDocument.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync(cancellation));
        if (read.RootElement.GetProperty("errors").GetBoolean()) throw new InvalidOperationException("the engine refused rows of the raw bulk");
    }
}
