using System.Text;
using System.Text.Json;
using Sentinel.Contracts;
using Sentinel.Flows.Merging;

namespace Sentinel.Flows.Decoding;

/// <summary>Records that were kept without their message, with all that it said of them.</summary>
/// <param name="Ids">Those that the message gave them.</param>
/// <param name="Texts">As received, in the message's order.</param>
/// <param name="ExporterIp">The batch's, which the texts may leave out.</param>
/// <param name="Timestamp">The message's, in epoch ms, for records without any time.</param>
public sealed record KeptRecords(
    string? DeclaredId, IReadOnlyList<RecordId> Ids, IReadOnlyList<string> Texts, Address? ExporterIp, long? Timestamp)
{
    /// <summary>A message of these records alone. They make the rows that they would make, were they all that their message had to a row.</summary>
    /// <exception cref="NotAMessageException">The texts are not a record each.</exception>
    public DecodedMessage Decode()
    {
        var body = Encoding.UTF8.GetBytes($"[{string.Join(',', Texts)}]");
        var records = new RecordList(body, Timestamp);
        try
        {
            // A record may have stood at the depth that a message is allowed; here it stands in an array.
            var json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MessageReader.MaxDepth + 1 });
            json.Read();
            records.ReadArray(ref json);
        }
        catch (JsonException)
        {
            throw new NotAMessageException("the text of a record is not whole");
        }

        if (records.Records.Count != Ids.Count) throw new NotAMessageException("the texts are not a record each");
        records.SetExporter(new(ExporterIp, null));
        return new(DeclaredId, default, ExporterIp, records.Records, records.UnknownMembers) { KeptIds = Ids };
    }
}
