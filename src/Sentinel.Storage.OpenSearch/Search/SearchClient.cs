using System.Net;
using System.Text.Json;
using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.OpenSearch.Days;
using Sentinel.Storage.OpenSearch.Http;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>Searches indices by name. One dropped since it was listed is an empty one; any other missing part fails the search.</summary>
internal sealed class SearchClient(EngineClient engine, ReadableDays readable, TimeProvider time)
{
    /// <summary>Of one request: their names stand in its URL, and engines refuse one longer than 4,096 bytes. A name may have a generation of five digits.</summary>
    public const int MaxIndices = 150;

    /// <summary>Buckets of one answer; engines refuse more than 65,535.</summary>
    public const int MaxBuckets = 60_000;

    /// <summary>Every index that a search may name.</summary>
    private const string All = $"{DayIndexName.WriteAliases},{RollupIndexName.WriteAliases}";

    private const string Whole = "ignore_unavailable=true&allow_partial_search_results=false";

    /// <summary>The held days that may have rows of the range, ascending.</summary>
    /// <exception cref="StoreUnavailableException">One of them is closed: an answer without it would not be whole.</exception>
    public async Task<IReadOnlyList<StoredIndex>> DaysAsync(TimeRange range, CancellationToken cancellation) =>
        [.. (await readable.ReadAsync(cancellation)).DaysIn(range).Select(day => day.Stored.Readable())];

    /// <inheritdoc cref="ReadableDays.AskAsync"/>
    /// <exception cref="StoreUnavailableException">One of them is closed: an answer without it would not be whole.</exception>
    public Task<T> AskAsync<T>(TimeRange range, Func<IReadOnlyList<StoredIndex>, CancellationToken, Task<T>> ask, CancellationToken cancellation) =>
        readable.AskAsync(range, async (days, limited) => await ask([.. days.Select(day => day.Stored.Readable())], limited), cancellation);

    /// <summary>One search of at most <see cref="MaxIndices"/> indices.</summary>
    /// <param name="preference">Which copies of the shards are asked, in the engine's words, or any name: the same copies each time while they live.</param>
    public Task<JsonDocument> SearchAsync(
        IReadOnlyList<StoredIndex> indices, Action<Utf8JsonWriter> write, CancellationToken cancellation, string? preference = null) =>
        SendAsync($"{Names(indices)}/_search?{Whole}{(preference is null ? "" : $"&preference={preference}")}", write, cancellation);

    /// <summary>As many searches as the indices need.</summary>
    /// <param name="allDays">Whether they fail where one of the indices is gone by now; otherwise it has no rows.</param>
    public async Task<IReadOnlyList<T>> SearchAllAsync<T>(
        IReadOnlyList<StoredIndex> indices, Action<Utf8JsonWriter> write, Func<JsonElement, T> read, CancellationToken cancellation, string? preference = null, bool allDays = false)
    {
        var answers = new List<T>();
        foreach (var some in indices.Chunk(MaxIndices))
        {
            using var answer = await SearchAsync(some, write, cancellation, preference);
            if (allDays) SearchAnswer.RequireShards(answer.RootElement, some.Sum(index => index.Shards));
            answers.Add(read(answer.RootElement));
        }

        return answers;
    }

    /// <summary>
    /// One search of any number of indices, for what several cannot be added up to. Names that are too many for a URL stand in its filter;
    /// the engine passes over the other indices before it reads them.
    /// </summary>
    /// <param name="write">Writes all but the query.</param>
    public Task<JsonDocument> SearchTogetherAsync(
        IReadOnlyList<StoredIndex> indices, Filter filter, Action<Utf8JsonWriter> write, CancellationToken cancellation)
    {
        var fits = indices.Count <= MaxIndices;
        return SendAsync(
            $"{(fits ? Names(indices) : All)}/_search?{Whole}",
            json =>
            {
                json.WriteStartObject("query");
                json.WriteStartObject("bool");
                json.WriteStartArray("filter");
                FilterJson.Write(json, filter);
                if (!fits) IndexBuckets.WriteFilter(json, indices);
                json.WriteEndArray();
                json.WriteEndObject();
                json.WriteEndObject();
                write(json);
            },
            cancellation);
    }

    /// <summary>Opens a point in time on one day, whole or not at all; null where the day is gone.</summary>
    public async Task<PointInTime?> OpenAsync(StoredIndex day, CancellationToken cancellation)
    {
        var product = await engine.ProductAsync(cancellation);
        var answer = await engine.SendAsync(HttpMethod.Post, product.OpenPointInTime(day.Name, PointInTime.KeepAlive), null, cancellation);
        if (answer.Status == HttpStatusCode.NotFound) return null;
        using var opened = answer.ReadSuccess();
        return new(this, time, product, opened.RootElement.GetProperty(product.PointInTime.OpenedAs).GetString()!);
    }

    /// <summary>A search whose body names its point in time.</summary>
    public Task<JsonDocument> SearchAsync(PointInTime point, Action<Utf8JsonWriter> write, CancellationToken cancellation) =>
        SendAsync(
            "_search?allow_partial_search_results=false",
            json =>
            {
                point.Write(json);
                write(json);
            },
            cancellation);

    public async Task CloseAsync(Product product, string id, CancellationToken cancellation)
    {
        using var body = new JsonBody();
        body.Json.WriteStartObject();
        body.Json.WriteString(product.PointInTime.ClosedAs, id);
        body.Json.WriteEndObject();
        await engine.SendAsync(HttpMethod.Delete, product.PointInTime.Path, body, cancellation);
    }

    private static string Names(IReadOnlyList<StoredIndex> indices) =>
        indices.Count > 0 ? string.Join(',', indices.Select(index => index.Name)) : throw new ArgumentException("a search that names no index is one of all", nameof(indices));

    private async Task<JsonDocument> SendAsync(string path, Action<Utf8JsonWriter> write, CancellationToken cancellation)
    {
        using var body = new JsonBody();
        body.Json.WriteStartObject();
        write(body.Json);
        body.Json.WriteEndObject();
        var received = await engine.SendAsync(HttpMethod.Post, path, body, cancellation);
        if (received.Status == HttpStatusCode.NotFound) throw new StoreUnavailableException($"an index went away during a search: {received.Refusal()}");
        return received.ReadWhole();
    }
}
