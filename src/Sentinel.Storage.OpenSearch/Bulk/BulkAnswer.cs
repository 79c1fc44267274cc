using System.Text.Json;
using Sentinel.Storage.OpenSearch.Http;

namespace Sentinel.Storage.OpenSearch.Bulk;

/// <summary>What the items of a bulk's answer mean.</summary>
internal static class BulkAnswer
{
    /// <param name="op">Of every item.</param>
    /// <exception cref="StoreUnavailableException">The answer is not one to this bulk: nothing is known of its rows.</exception>
    /// <exception cref="StoreForbiddenException">An item was refused for want of a permission.</exception>
    public static RowOutcome[] Read(JsonElement answer, string op, int count)
    {
        if (answer.ValueKind != JsonValueKind.Object
            || !answer.TryGetProperty("items", out var items)
            || items.ValueKind != JsonValueKind.Array
            || items.GetArrayLength() != count)
            throw new StoreUnavailableException($"the engine did not answer all {count} items of a bulk");
        var outcomes = new RowOutcome[count];
        var index = 0;
        foreach (var item in items.EnumerateArray()) outcomes[index++] = ReadItem(item, op);
        return outcomes;
    }

    private static RowOutcome ReadItem(JsonElement item, string op)
    {
        if (item.ValueKind != JsonValueKind.Object
            || !item.TryGetProperty(op, out var result)
            || !result.TryGetProperty("status", out var status)
            || !status.TryGetInt32(out var code))
            throw new StoreUnavailableException($"an item of a bulk's answer has no status of its {op}");
        if (code is >= 200 and < 300)
            return new(result.TryGetProperty("result", out var done) && done.ValueEquals("created"u8) ? RowStatus.Stored : RowStatus.Duplicate);
        var (type, reason) = result.TryGetProperty("error", out var error) ? EngineFault.Read(error) : default;
        return Judge(code, type, $"{code} {type}: {EngineFault.Shorten(reason)}");
    }

    private static RowOutcome Judge(int code, string? type, string reason) => code switch
    {
        401 => throw new StoreForbiddenException($"{OpenSearchOptions.Section}: a row was refused: {reason}"),
        403 when type is EngineFault.Security => throw new StoreForbiddenException($"{OpenSearchOptions.Section}: a row was refused for want of a right: {reason}"),
        403 when type is EngineFault.ClusterBlock => new(RowStatus.TryAgain, reason),
        400 when type is EngineFault.IndexClosed => new(RowStatus.TryAgain, reason),
        404 => new(RowStatus.DayMissing, reason),
        409 => new(RowStatus.Duplicate, reason),
        408 or 429 or >= 500 => new(RowStatus.TryAgain, reason),
        _ => new(RowStatus.Rejected, reason),
    };
}
