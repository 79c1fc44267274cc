using Sentinel.Flows.Decoding;
using Sentinel.Flows.Merging;

namespace Sentinel.Flows.Tests.Decoding;

public sealed class KeptRecordsTests
{
    [Theory]
    [InlineData("""{"batch_id":"b","exporter_ip":"192.0.2.9","flows":[%]}""", ",")]
    [InlineData("[%]", ",")]
    [InlineData("%", "\n")]
    public void Each_row_comes_again_with_its_id_and_sums_from_its_records_alone(string form, string between)
    {
        var records = Enumerable.Range(0, 40).Select(index =>
            $$"""{ {{Sample.Ends}}, "bytes" : {{index}}, "src_port":{{index % 7}}{{(index % 3 == 0 ? ",\"exporter\":\"192.0.2.1\"" : "")}} }""");
        var properties = new MessageProperties("m", Sample.Time);
        var message = Sample.Decode(form.Replace("%", string.Join(between, records), StringComparison.Ordinal), properties);
        var rows = FlowMerger.Merge(Sample.Decode(form.Replace("%", string.Join(between, records), StringComparison.Ordinal), properties));
        Assert.True(rows.Count > 7);

        foreach (var row in rows)
        {
            var kept = Kept(message, row.Records, properties.Timestamp).Decode();
            var again = Assert.Single(FlowMerger.Merge(kept));
            Assert.Equal(row.Row.Id, again.Row.Id);
            Assert.Equal(Sample.JsonOf(row.Row.Flow), Sample.JsonOf(again.Row.Flow));
            Assert.Equal(row.Records.Select(message.IdOf), again.Records.Select(kept.IdOf));
        }
    }

    [Fact]
    public void A_record_at_the_greatest_depth_is_read()
    {
        var deep = $$"""{ {{Sample.Least}}, "x":{{new string('[', 63)}}{{new string(']', 63)}} }""";
        var message = Sample.Decode(deep);
        Assert.NotNull(Kept(message, [0], null).Decode().Records[0].Flow);
    }

    [Theory]
    [InlineData("""{"src_ip":"10.0""")]
    [InlineData("""{"src_ip":"10.0.0.1"},{}""")]
    [InlineData("")]
    public void A_text_that_is_no_record_is_refused(string text) =>
        Assert.Throws<NotAMessageException>(() => new KeptRecords(null, [default], [text], null, null).Decode());

    [Fact]
    public void An_id_is_read_as_it_is_written()
    {
        var id = MessageIdentity.Of("m", null, default).RecordIdOf(7);
        Assert.True(RecordId.TryParse(id.ToString(), out var read));
        Assert.Equal(id, read);
        Assert.All(["", "short", $"{id}x", new string('ö', RecordId.TextLength), new string('+', RecordId.TextLength)], text => Assert.False(RecordId.TryParse(text, out _)));
    }

    [Fact]
    public void What_a_bad_exporter_of_the_batch_leaves_unknown_is_told()
    {
        Assert.True(Sample.Decode($$"""{"exporter_ip":"nobody","flows":[{ {{Sample.Least}} }]}""").HasFaultyExporter);
        Assert.False(Sample.Decode($$"""{"exporter_ip":"192.0.2.1","flows":[{ {{Sample.Least}} }]}""").HasFaultyExporter);
    }

    private static KeptRecords Kept(DecodedMessage message, IReadOnlyList<int> records, long? timestamp) => new(
        message.DeclaredId, [.. records.Select(message.IdOf)], [.. records.Select(index => Sample.TextOf(message.Records[index]))], message.ExporterIp, timestamp);
}
