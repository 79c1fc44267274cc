using System.Text.Json;
using Sentinel.Storage.OpenSearch.Http;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>One day as it was when it was opened. A node allows 300, so it lives for one question and is closed.</summary>
internal sealed class PointInTime(SearchClient search, TimeProvider time, Product product, string id) : IAsyncDisposable
{
    public const string KeepAlive = "5m";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Writes the member that makes a search read this state.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("pit");
        json.WriteString("id", id);
        json.WriteString("keep_alive", KeepAlive);
        json.WriteEndObject();
    }

    /// <summary>An engine that does not answer now, or does not let us, closes it by itself, after <see cref="KeepAlive"/>.</summary>
    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(Patience, time);
        try
        {
            await search.CloseAsync(product, id, limit.Token);
        }
        catch (Exception reason) when (reason is StoreUnavailableException or StoreForbiddenException or OperationCanceledException)
        {
            // The answer that was read through it stands.
        }
    }
}
