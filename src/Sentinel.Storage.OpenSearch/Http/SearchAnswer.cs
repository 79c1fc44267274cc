using System.Text.Json;

namespace Sentinel.Storage.OpenSearch.Http;

/// <summary>Whether a search was answered whole. Engines answer 200 with rows missing.</summary>
internal static class SearchAnswer
{
    /// <exception cref="StoreUnavailableException">A part is missing.</exception>
    public static void RequireWhole(JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Object
            || !answer.TryGetProperty("timed_out", out var timedOut)
            || !answer.TryGetProperty("_shards", out var shards)
            || !shards.TryGetProperty("total", out var total)
            || !shards.TryGetProperty("successful", out var successful)
            || !shards.TryGetProperty("failed", out var failed))
            throw new StoreUnavailableException("what answered a search is not an engine's answer");
        if (timedOut.ValueKind != JsonValueKind.False) throw new StoreUnavailableException("a search ran out of the engine's time");
        if (failed.GetInt32() != 0 || successful.GetInt32() != total.GetInt32())
            throw new StoreUnavailableException($"{successful.GetInt32()} of {total.GetInt32()} shards answered a search");
    }
}
