using System.Text.Json;

namespace Sentinel.Storage.OpenSearch.Http;

/// <summary>
/// Which engine answers, and all in which the products differ. Told by <c>version.distribution</c>, then the number:
/// an OpenSearch may be set to claim the number 7.10.2.
/// </summary>
internal sealed record Product(bool IsOpenSearch, Version Number)
{
    private static readonly Version FirstOpenSearch = new(2, 4);
    private static readonly Version FirstElasticsearch = new(7, 17);

    /// <summary>Whether a filter may use a field that has doc values alone.</summary>
    public bool FiltersDocValues => Number >= (IsOpenSearch ? new Version(2, 14) : new Version(8, 1));

    /// <summary>Whether one shard may be searched by several threads, and how the template forbids it.</summary>
    public (string Setting, string Value)? SingleThreadedSearch =>
        !IsOpenSearch || Number < new Version(2, 12) ? null
        : Number < new Version(2, 17) ? ("index.search.concurrent_segment_search.enabled", "false")
        : ("index.search.concurrent_segment_search.mode", "none");

    /// <summary>The path that opens a point in time on an index, whole or not at all.</summary>
    public string OpenPointInTime(string index, string keepAlive) => IsOpenSearch
        ? $"{index}/_search/point_in_time?allow_partial_pit_creation=false&keep_alive={keepAlive}"
        : $"{index}/_pit?keep_alive={keepAlive}";

    /// <summary>The path that closes it, and the member that holds the id in the answer to the opening and in the body of the closing.</summary>
    public (string Path, string OpenedAs, string ClosedAs) PointInTime => IsOpenSearch ? ("_search/point_in_time", "pit_id", "pit_id") : ("_pit", "id", "id");

    /// <exception cref="StoreUnavailableException">The answer is not an engine's: something else answers, for now or for ever.</exception>
    /// <exception cref="StoreForbiddenException">The engine is too old.</exception>
    public static Product Read(EngineAnswer root)
    {
        try
        {
            using var body = root.ReadSuccess();
            return Read(body.RootElement);
        }
        catch (StoreUnavailableException fault)
        {
            throw new StoreUnavailableException($"{OpenSearchOptions.Section}:Urls: what answers is neither OpenSearch nor Elasticsearch", fault);
        }
    }

    public override string ToString() => $"{(IsOpenSearch ? "OpenSearch" : "Elasticsearch")} {Number}";

    private static Product Read(JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Object
            || !answer.TryGetProperty("version", out var version)
            || !version.TryGetProperty("number", out var text)
            || !Version.TryParse(text.GetString()?.Split('-')[0], out var number))
            throw new StoreUnavailableException("the answer names no version");
        var isOpenSearch = version.TryGetProperty("distribution", out var distribution) && distribution.ValueEquals("opensearch"u8);
        var first = isOpenSearch ? FirstOpenSearch : FirstElasticsearch;
        if (number < first && !ClaimsToBeElasticsearch(isOpenSearch, number))
            throw new StoreForbiddenException($"{OpenSearchOptions.Section}:Urls: {(isOpenSearch ? "OpenSearch" : "Elasticsearch")} {number} is too old: {first} or later is needed.");
        return new(isOpenSearch, ClaimsToBeElasticsearch(isOpenSearch, number) ? FirstOpenSearch : number);
    }

    private static bool ClaimsToBeElasticsearch(bool isOpenSearch, Version number) => isOpenSearch && number == new Version(7, 10, 2);
}
