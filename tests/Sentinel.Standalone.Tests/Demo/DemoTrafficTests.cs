using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Sentinel.Contracts;
using Sentinel.Flows.Decoding;
using Sentinel.Standalone.Demo;

namespace Sentinel.Standalone.Tests.Demo;

public sealed class DemoTrafficTests
{
    private const long Slot = 176_342_000;

    [Fact]
    public void A_slot_is_the_same_to_the_byte_whenever_it_is_made() => Assert.Equal(BodyOf(Slot), BodyOf(Slot));

    [Fact]
    public void A_batch_is_known_by_a_UUIDv7_of_its_time()
    {
        var batch = DemoTraffic.BatchOf(Slot);
        var id = Guid.Parse(batch.BatchId);
        Assert.Equal(7, id.Version);
        Assert.StartsWith((Slot * DemoTraffic.SlotMilliseconds).ToString("x12", CultureInfo.InvariantCulture), id.ToString("N"), StringComparison.Ordinal);
        Assert.NotEqual(batch.BatchId, DemoTraffic.BatchOf(Slot + 1).BatchId, StringComparer.Ordinal);
    }

    [Fact]
    public void Every_flow_of_a_day_is_one_that_is_taken()
    {
        for (var slot = Slot; slot < Slot + (86_400_000 / DemoTraffic.SlotMilliseconds); slot += 7)
        {
            var message = FlowDecoder.Decode(BodyOf(slot), default);
            Assert.Equal(0, message.UnknownMembers);
            Assert.All(message.Records, record => Assert.Empty(record.Faults));
        }
    }

    [Fact]
    public void A_day_holds_hundreds_of_hosts_subscribers_a_scan_and_a_beacon()
    {
        var flows = Enumerable.Range(0, (int)(86_400_000 / DemoTraffic.SlotMilliseconds)).SelectMany(slot => DemoTraffic.BatchOf(Slot + slot).Flows).ToList();

        Assert.InRange(flows.Select(flow => flow.SrcIp).Distinct().Count(), 300, 1_000);
        Assert.Equal(24, flows.Where(flow => flow.SubscriberId is not null).Select(flow => flow.SubscriberId).Distinct(StringComparer.Ordinal).Count());
        Assert.True(flows.Where(flow => flow.SrcIp == DemoNetwork.Scanner && flow.DstIp == DemoNetwork.Scanned).Select(flow => flow.DstPort).Distinct().Count() >= 1_000);
        Assert.Equal(288, flows.Count(flow => flow.SrcIp == DemoNetwork.Infected && flow.DstIp == DemoNetwork.CommandServer));
        Assert.Contains(flows, flow => flow.Action is Actions.Drop);
        Assert.Contains(flows, flow => !flow.SrcIp.IsV4);
    }

    private static byte[] BodyOf(long slot)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body)) FlowJson.Write(json, DemoTraffic.BatchOf(slot));
        return body.WrittenSpan.ToArray();
    }
}
