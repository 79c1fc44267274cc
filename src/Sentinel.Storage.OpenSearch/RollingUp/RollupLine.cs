using System.Text.Json;
using Sentinel.Contracts;
using Sentinel.Storage.OpenSearch.Search;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.RollingUp;

/// <summary>What the rows of a bucket that agree in <see cref="Rollup.Fields"/> add up to.</summary>
/// <param name="Start">Of the bucket, epoch ms.</param>
/// <param name="Keys">In the order of the fields; null where the rows have none.</param>
internal readonly record struct RollupLine(long Start, IReadOnlyList<FieldValue?> Keys, Totals Totals)
{
    /// <summary>Buckets count a document as so many.</summary>
    private const string Rows = "_doc_count";

    /// <summary>Writes its members into an open object.</summary>
    public void Write(Utf8JsonWriter json)
    {
        foreach (var (place, field) in Rollup.Fields.Index())
        {
            if (Keys[place] is not { } key) continue;
            json.WritePropertyName(field.Name);
            KeyJson.Write(json, key);
        }

        var sums = Totals.Sums;
        WriteSum(json, FlowFields.Bytes, sums.Bytes);
        WriteSum(json, FlowFields.Packets, sums.Packets);
        WriteSum(json, FlowFields.FlowCount, sums.Flows);
        WriteSum(json, FlowFields.RequestBytes, sums.RequestBytes);
        WriteSum(json, FlowFields.ResponseBytes, sums.ResponseBytes);
        json.WriteNumber(FlowFields.LastSeen.Name, Totals.LastSeen!.Value);
        json.WriteNumber(Rows, Totals.Rows);
    }

    /// <summary>Past 2^53 an engine's sum is not exact, and past 2^63 it has no place in an index: then the most that has.</summary>
    private static void WriteSum(Utf8JsonWriter json, NumberField field, Int128 sum) => json.WriteNumber(field.Name, (long)Int128.Min(sum, long.MaxValue));
}
