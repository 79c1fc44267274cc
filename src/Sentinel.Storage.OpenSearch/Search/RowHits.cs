using System.Runtime.InteropServices;
using System.Text.Json;
using Sentinel.Contracts;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>The rows of a search's answer.</summary>
internal static class RowHits
{
    public static List<FlowRow> Read(JsonElement answer) => [.. answer.GetProperty("hits").GetProperty("hits").EnumerateArray().Select(ReadRow)];

    /// <summary>How many match, where the search was asked to count them.</summary>
    public static long ReadTotal(JsonElement answer) => answer.GetProperty("hits").GetProperty("total").GetProperty("value").GetInt64();

    private static FlowRow ReadRow(JsonElement hit)
    {
        var source = hit.GetProperty("_source");
        var members = new Utf8JsonReader(JsonMarshal.GetRawUtf8Value(source));
        members.Read();
        var flow = FlowJson.Read(ref members);
        flow.BeginsMessage = source.TryGetProperty(FlowFields.Messages.Name, out _);
        return new(RowId.Parse(hit.GetProperty("_id").GetString()!), flow);
    }
}
