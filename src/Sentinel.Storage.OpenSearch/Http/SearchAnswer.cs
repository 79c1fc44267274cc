using System.Text.Json;

namespace Sentinel.Storage.OpenSearch.Http;

/// <summary>Whether a search was answered whole. Engines answer 200 with rows missing.</summary>
internal static class SearchAnswer
{
    /// <summary>Where a question is several searches, a day that is gone, or closed, by the second has been counted in part.</summary>
    /// <exception cref="StoreUnavailableException">Another number of shards answered.</exception>
    public static void RequireShards(JsonElement answer, int count)
    {
        var total = answer.GetProperty("_shards").GetProperty("total").GetInt32();
        if (total != count) throw new StoreUnavailableException($"a search of {count} shards found {total} of them");
    }

    /// <summary>The body of a search's answer.</summary>
    /// <exception cref="StoreForbiddenException">See <see cref="EngineAnswer.ReadSuccess"/>.</exception>
    /// <exception cref="StoreUnavailableException">A part is missing.</exception>
    public static JsonDocument ReadWhole(this EngineAnswer received)
    {
        var answer = received.ReadSuccess();
        try
        {
            RequireWhole(answer.RootElement);
            return answer;
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    private static void RequireWhole(JsonElement answer)
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
