using System.Text.Json;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>A group's sums as sub-aggregations. The engine's sums are doubles: exact to 2^53, written like <c>1.234E15</c>.</summary>
internal static class SumsJson
{
    private static readonly NumberField[] Summed =
        [FlowFields.Bytes, FlowFields.Packets, FlowFields.FlowCount, FlowFields.RequestBytes, FlowFields.ResponseBytes];

    /// <summary>Writes the sums and the last time seen, into an open object of aggregations.</summary>
    public static void Write(Utf8JsonWriter json)
    {
        foreach (var field in Summed) WriteMetric(json, "sum", field);
        WriteMetric(json, "max", FlowFields.LastSeen);
    }

    /// <summary>Writes the sums that a list by the measures is ordered by, each named like its field.</summary>
    public static void Write(Utf8JsonWriter json, IEnumerable<Measure> measures)
    {
        foreach (var measure in measures) WriteMetric(json, "sum", Sums.FieldOf(measure));
    }

    /// <summary>The totals of a bucket that holds rows and carries every sum.</summary>
    public static Totals Read(JsonElement bucket) => new(
        bucket.GetProperty("doc_count").GetInt64(),
        new(
            ReadMetric(bucket, FlowFields.Bytes),
            ReadMetric(bucket, FlowFields.Packets),
            ReadMetric(bucket, FlowFields.FlowCount),
            ReadMetric(bucket, FlowFields.RequestBytes),
            ReadMetric(bucket, FlowFields.ResponseBytes)),
        (long)ReadMetric(bucket, FlowFields.LastSeen));

    public static Int128 Read(JsonElement bucket, Measure measure) => ReadMetric(bucket, Sums.FieldOf(measure));

    /// <summary>What <see cref="WriteMetric"/> asked for.</summary>
    public static Int128 ReadMetric(JsonElement bucket, NumberField field) =>
        (Int128)Math.Round(bucket.GetProperty(field.Name).GetProperty("value").GetDouble());

    /// <summary>One of a field, named like it.</summary>
    /// <param name="metric">In the engine's words.</param>
    public static void WriteMetric(Utf8JsonWriter json, string metric, NumberField field)
    {
        json.WriteStartObject(field.Name);
        json.WriteStartObject(metric);
        json.WriteString("field", field.Name);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
