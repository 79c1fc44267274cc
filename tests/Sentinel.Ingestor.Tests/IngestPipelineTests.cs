using System.Text;
using Sentinel.Contracts;
using Sentinel.Flows.Decoding;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.Ingestor.Tests;

public sealed class IngestPipelineTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private RunningIngestor ingestor = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => ingestor = await RunningIngestor.EmbeddedAsync(folder.Path);

    public async ValueTask DisposeAsync()
    {
        await ingestor.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task A_resent_message_counts_once()
    {
        var message = Published.Of(Some.Batch(100, (flow, index) => flow.SrcPort = index % 30));

        for (var i = 0; i < 3; i++) await TakeAsync(message);

        Assert.Equal(30, message.RowIds().Count());
        await Conservation.HoldsAsync(ingestor.Reader, [message]);
    }

    [Fact]
    public async Task Equal_flows_in_two_messages_count_twice()
    {
        var first = Some.Batch(10);
        var messages = new[] { Published.Of(first), Published.Of(first with { BatchId = "another" }) };

        foreach (var message in messages) await TakeAsync(message);

        await Conservation.HoldsAsync(ingestor.Reader, messages);
    }

    [Fact]
    public async Task Messages_that_come_again_in_other_groups_count_once()
    {
        var population = new Population(Seed.Value);
        var messages = Enumerable.Range(0, 60).Select(number => Published.Of(new(
            $"batch {number}", null, [.. Enumerable.Range(0, 1 + (number * 3)).Select(_ => FlowOn(Some.Day.AddDays(-1 - (number % 3))))]))).ToList();

        // Alone, then all at once so that they share bulks, then again in another order.
        foreach (var message in messages.Take(10)) await TakeAsync(message);
        await Task.WhenAll(messages.Select(TakeAsync));
        await Task.WhenAll(Enumerable.Reverse(messages).Select(TakeAsync));

        Assert.Empty(await ingestor.Quarantine.ListAsync(10, Cancellation));
        await Conservation.HoldsAsync(ingestor.Reader, messages);

        Flow FlowOn(DateOnly day)
        {
            var flow = population.Flow(day);
            flow.Bytes = flow.RequestBytes + flow.ResponseBytes;
            flow.Direction = flow.Direction is null ? null : Directions.External;
            flow.Action = flow.Bytes % 2 == 0 ? Actions.Allow : Actions.Drop;
            return flow;
        }
    }

    [Fact]
    public async Task Each_row_opens_its_own_day()
    {
        var message = Published.Of(Some.Batch(2, (flow, index) => flow.FirstSeen = flow.LastSeen = Some.TimeOn(Some.Day, index * -1)));

        await TakeAsync(message);

        Assert.Equal([Some.Day.AddDays(-1), Some.Day], await ingestor.Days.ListAsync(Cancellation));
        await Conservation.HoldsAsync(ingestor.Reader, [message]);
    }

    [Theory]
    [InlineData("""{"src_ip":"10.0.0.1","dst_ip":"192.0.2.1","last_seen":%now%,"bytes":7,"packets":1}""")]
    [InlineData("""[{"source_ip":"10.0.0.1","destination_ip":"192.0.2.1","end_time":"%iso%","bytes":"7","packets":1}]""")]
    [InlineData("{\"src_ip\":\"10.0.0.1\",\"dst_ip\":\"192.0.2.1\",\"last_seen\":%now%,\"request_byte\":3,\"response_byte\":4,\"packets\":1}\r\n\n")]
    [InlineData("""{"event_type":"purge","ip_src":"10.0.0.1","ip_dst":"192.0.2.1","port_src":0,"port_dst":0,"ip_proto":"hopopt","tcp_flags":"0","stamp_inserted":"%pmacct%","stamp_updated":"0000-00-00 00:00:00","packets":1,"bytes":7}""")]
    public async Task A_message_of_another_form_is_stored(string form)
    {
        var now = DateTimeOffset.FromUnixTimeMilliseconds(Some.Time);
        var body = form.Replace("%now%", $"{Some.Time}", StringComparison.Ordinal)
            .Replace("%iso%", now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", null), StringComparison.Ordinal)
            .Replace("%pmacct%", now.ToString("yyyy-MM-dd HH:mm:ss'.000000'", null), StringComparison.Ordinal);
        var (request, response) = body.Contains("response_byte", StringComparison.Ordinal) ? (3, 4) : (7, 0);
        var message = Published.Raw(body, "id", new Flow
        {
            SrcIp = Address.Parse("10.0.0.1"),
            DstIp = Address.Parse("192.0.2.1"),
            FirstSeen = Some.Time,
            LastSeen = Some.Time,
            Bytes = 7,
            RequestBytes = request,
            ResponseBytes = response,
            Packets = 1,
        });

        await ingestor.Pipeline.TakeAsync(message.Body, new("id"), Cancellation);

        await Conservation.HoldsAsync(ingestor.Reader, [message]);
    }

    [Fact]
    public async Task Bad_records_go_to_quarantine_once_as_they_came_and_their_neighbours_are_stored()
    {
        var good = Some.Flow(flow => (flow.Bytes, flow.RequestBytes, flow.Packets) = (7, 7, 1));
        string[] bad =
        [
            Record("\"src_ip\":\"10.0.0.256\""), Record("\"packets\": -1"), Record($"\"last_seen\":{good.FirstSeen - 1}"), Record("\"src_port\":70000"),
            Record("\"last_seen\":86400000, \"first_seen\":86400000"), Record("\"last_seen\":\"2099-01-01T00:00:00Z\""), Record("\"last_seen\":\"yesterday\"  "), "\"no object\"",
        ];
        var records = bad.SelectMany(record => new[] { record, Record(null) }).ToList();
        var message = Published.OfBatch(
            Encoding.UTF8.GetBytes($$"""{"batch_id":"with bad ones","flows":[{{string.Join(" , ", records)}}]}"""),
            Enumerable.Range(0, bad.Length).ToDictionary(index => (index * 2) + 1, _ => good));

        await TakeAsync(message);
        await TakeAsync(message);

        await Conservation.HoldsAsync(ingestor.Reader, [message]);
        var quarantined = await ingestor.Quarantine.ListAsync(100, Cancellation);
        Assert.Equal(bad.Order(StringComparer.Ordinal), quarantined.Select(record => record.Record).Order(StringComparer.Ordinal));
        Assert.All(quarantined, record => Assert.Equal("with bad ones", record.MessageId));
        string[] reasons = ["src_ip: ", "packets: ", "last_seen: ", "src_port: ", "time not held: 1970-01-02T00:00Z", "time more than 10 min ahead: 2099-01-01T00:00Z", "last_seen: ", "the record is no object"];
        foreach (var (record, reason) in bad.Zip(reasons))
            Assert.StartsWith(reason, quarantined.Single(entry => string.Equals(entry.Record, record, StringComparison.Ordinal)).Reason, StringComparison.Ordinal);

        string Record(string? change)
        {
            var members = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["src_ip"] = "\"10.0.0.1\"", ["dst_ip"] = "\"192.0.2.1\"", ["src_port"] = "40000", ["dst_port"] = "443", ["protocol"] = "6",
                ["first_seen"] = $"{good.FirstSeen}", ["last_seen"] = $"{good.LastSeen}", ["bytes"] = "7", ["packets"] = "1",
            };
            var own = change is null ? [] : members.Keys.Where(name => change.Contains($"\"{name}\"", StringComparison.Ordinal)).ToList();
            var rest = members.Where(member => !own.Contains(member.Key)).Select(member => $"\"{member.Key}\":{member.Value}");
            return $"{{{string.Join(", ", change is null ? rest : rest.Prepend(change))}}}";
        }
    }

    [Fact]
    public async Task All_records_of_a_row_out_of_bounds_go_to_quarantine_together()
    {
        var message = Published.Of(Some.Batch(50, (flow, index) => flow.FirstSeen = flow.LastSeen = Some.TimeOn(new(1970, 1, 2), index))) with
        {
            Flows = new Dictionary<int, Flow>(),
        };

        await TakeAsync(message);

        await Conservation.HoldsAsync(ingestor.Reader, [message]);
        Assert.Equal(50, (await ingestor.Quarantine.ListAsync(100, Cancellation)).Count);
        Assert.Empty(await ingestor.Days.ListAsync(Cancellation));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("hello")]
    [InlineData("""{"a":1}""")]
    public async Task A_body_that_is_no_message_is_handed_back(string body)
    {
        await Assert.ThrowsAsync<NotAMessageException>(() => ingestor.Pipeline.TakeAsync(Encoding.UTF8.GetBytes(body), default, Cancellation));

        await Conservation.HoldsAsync(ingestor.Reader, []);
    }

    [Fact]
    public async Task A_message_without_flows_is_taken()
    {
        await ingestor.Pipeline.TakeAsync("[]"u8.ToArray(), default, Cancellation);

        await Conservation.HoldsAsync(ingestor.Reader, []);
    }

    [Fact]
    public async Task The_direction_is_derived_after_merging()
    {
        var message = Published.Of(Some.Batch(3));

        await TakeAsync(message);

        await Conservation.HoldsAsync(ingestor.Reader, [message]);
        var page = await ingestor.Reader.FindAsync(new(Selection.Everything, RowOrder.NewestFirst, 0, 10), Cancellation);
        Assert.Equal(Directions.Outbound, Assert.Single(page.Rows).Flow.Direction);
    }

    [Fact]
    public async Task Another_default_exporter_at_the_next_attempt_makes_the_same_rows()
    {
        var least = $"\"src_ip\":\"10.0.0.1\",\"dst_ip\":\"192.0.2.1\",\"last_seen\":{Some.Time},\"bytes\":7";
        var body = Encoding.UTF8.GetBytes($$"""{"batch_id":"b","flows":[{ {{least}} },{ {{least}},"exporter_ip":"203.0.113.9" },{ {{least}} }]}""");
        await ingestor.Pipeline.TakeAsync(body, default, Cancellation);
        var before = await RowsAsync();

        await ingestor.DisposeAsync();
        ingestor = await RunningIngestor.EmbeddedAsync(folder.Path, ("Sentinel:Ingest:DefaultExporter", "203.0.113.9"));
        await ingestor.Pipeline.TakeAsync(body, default, Cancellation);

        Assert.Equal([7, 14], before.Select(row => row.Bytes).Order());
        Assert.Equal(before, await RowsAsync());

        async Task<List<(RowId Id, long Bytes)>> RowsAsync()
        {
            var page = await ingestor.Reader.FindAsync(new(Selection.Everything, RowOrder.NewestFirst, 0, 10), Cancellation);
            return [.. page.Rows.Select(row => (row.Id, row.Flow.Bytes)).OrderBy(row => row.Id.Hash)];
        }
    }

    [Theory]
    [InlineData("", ",\"exporter_ip\":\"203.0.113.9\"")]
    [InlineData(",\"exporter_ip\":\"203.0.113.9\"", "")]
    public async Task A_message_that_names_the_default_exporter_in_some_records_counts_once(string first, string second)
    {
        await ingestor.DisposeAsync();
        ingestor = await RunningIngestor.EmbeddedAsync(folder.Path, ("Sentinel:Ingest:DefaultExporter", "203.0.113.9"));
        var least = $"\"src_ip\":\"10.0.0.1\",\"dst_ip\":\"192.0.2.1\",\"last_seen\":{Some.Time},\"bytes\":7";
        var other = $"{{{least},\"exporter_ip\":\"203.0.113.10\"}}";

        await ingestor.Pipeline.TakeAsync(Encoding.UTF8.GetBytes($"[{{{least}{first}}},{other},{{{least}{second}}}]"), new("id"), Cancellation);

        var exporters = await ingestor.Reader.ExportersAsync(Filter.Everything, Cancellation);
        Assert.Equal([("203.0.113.9", 2, 1), ("203.0.113.10", 1, 1)], exporters.Select(exporter => ($"{exporter.Exporter}", (int)exporter.Flows, (int)exporter.Messages)));
    }

    private Task TakeAsync(Published message) => ingestor.Pipeline.TakeAsync(message.Body, default, Cancellation);
}
