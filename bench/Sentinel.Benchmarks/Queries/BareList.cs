using System.Globalization;
using System.Text.Json;
using Sentinel.Storage.Queries;

namespace Sentinel.Benchmarks.Queries;

/// <summary>How far the bare engine's answer is from the exact one, in words.</summary>
internal static class BareList
{
    private const string Right = "right";

    public static string Compare(TopList exact, JsonElement bare)
    {
        var listed = bare.GetProperty("aggregations").GetProperty("top").GetProperty("buckets").EnumerateArray()
            .Select((group, place) => (Key: group.GetProperty("key").ToString(), Sum: group.GetProperty("bytes").GetProperty("value").GetDouble(), Place: place))
            .ToDictionary(group => group.Key, StringComparer.Ordinal);
        var (missing, moved, low) = (0, 0, 0.0);
        foreach (var (place, entry) in exact.Entries.Index())
        {
            if (!listed.TryGetValue(entry.Key.ToString(), out var group))
            {
                missing++;
                continue;
            }

            if (group.Place != place) moved++;
            low = Math.Max(low, 1 - (group.Sum / (double)entry.Sums.Bytes));
        }

        return missing + moved == 0 && low <= 0
            ? Right
            : string.Create(CultureInfo.InvariantCulture, $"{missing} missing, {moved} misplaced, sums up to {100 * low:N1} % low");
    }

    public static string Compare(DistinctCount ours, JsonElement bare)
    {
        var values = bare.GetProperty("aggregations").GetProperty("values");
        var count = values.TryGetProperty("buckets", out var listed) ? listed.GetArrayLength() : values.GetProperty("value").GetInt64();
        var error = count == ours.Count ? Right : string.Create(CultureInfo.InvariantCulture, $"{100.0 * (count - ours.Count) / ours.Count:+0.0;-0.0} %");
        return ours.IsEstimate ? $"{error}, of our estimate" : error;
    }
}
