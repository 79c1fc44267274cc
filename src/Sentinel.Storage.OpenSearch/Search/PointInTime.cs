using System.Text.Json;
using Sentinel.Storage.OpenSearch.Http;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>One day as it was when it was opened. A node allows 300, so it lives for one question and is closed.</summary>
internal sealed class PointInTime(SearchClient search, Product product, string id) : IAsyncDisposable
{
    public const string KeepAlive = "2m";

    /// <summary>Writes the member that makes a search read this state.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("pit");
        json.WriteString("id", id);
        json.WriteString("keep_alive", KeepAlive);
        json.WriteEndObject();
    }

    /// <summary>An engine that does not answer now closes it by itself, after <see cref="KeepAlive"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await search.CloseAsync(product, id, CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
        }
    }
}
