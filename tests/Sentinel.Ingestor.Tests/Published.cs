using System.Text;
using System.Text.Json;
using Sentinel.Contracts;
using Sentinel.Flows.Merging;

namespace Sentinel.Ingestor.Tests;

/// <summary>A message as a producer sends it, and what has to be in the store because of it.</summary>
/// <param name="Flows">Those that are to be counted, by the index of their record in the message.</param>
internal sealed record Published(byte[] Body, MessageIdentity Identity, IReadOnlyDictionary<int, Flow> Flows)
{
    public static Published Of(FlowBatch batch)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) FlowJson.Write(json, batch);
        return OfBatch(stream.ToArray(), batch.Flows.Index().ToDictionary(flow => flow.Index, flow => flow.Item));
    }

    /// <summary>A batch whose text the test wrote itself.</summary>
    public static Published OfBatch(byte[] body, IReadOnlyDictionary<int, Flow> flows)
    {
        using var document = JsonDocument.Parse(body);
        var exporter = document.RootElement.TryGetProperty("exporter_ip", out var address) ? Address.Parse(address.GetString()!) : default(Address?);
        var text = document.RootElement.GetProperty("flows").GetRawText();
        return new(body, MessageIdentity.Of(document.RootElement.GetProperty("batch_id").GetString(), exporter, Encoding.UTF8.GetBytes(text)), flows);
    }

    /// <summary>Any other form: the whole body is what the identity is made of.</summary>
    public static Published Raw(string body, string? messageId, params Flow[] flows)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        return new(bytes, MessageIdentity.Of(messageId, null, bytes), flows.Index().ToDictionary(flow => flow.Index, flow => flow.Item));
    }

    /// <summary>The rows that merging has to make, found without the merger: one for each window and set of keys, named by its first record.</summary>
    public IEnumerable<RowId> RowIds() => Flows.OrderBy(flow => flow.Key).GroupBy(flow => KeyOf(flow.Value), StringComparer.Ordinal)
        .Select(group => Identity.RecordIdOf(group.First().Key).RowIn(group.First().Value.Window));

    private static string KeyOf(Flow flow)
    {
        var key = flow.Clone();
        key.FirstSeen = key.LastSeen = flow.Window.Start;
        key.TcpFlags = 0;
        key.Bytes = key.Packets = key.RequestBytes = key.ResponseBytes = key.FlowCount = 0;
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            FlowJson.WriteMembers(json, key);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
