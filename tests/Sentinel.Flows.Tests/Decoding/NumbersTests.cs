using Sentinel.Contracts;

namespace Sentinel.Flows.Tests.Decoding;

public sealed class NumbersTests
{
    [Theory]
    [InlineData("443")]
    [InlineData("\"443\"")]
    [InlineData("443.0")]
    [InlineData("4.43e2")]
    [InlineData("44300E-2")]
    public void A_port_is_a_whole_number_however_it_is_written(string json) => Assert.Equal(443, Sample.With($"\"dst_port\":{json}").DstPort);

    [Theory]
    [InlineData("0", 0)]
    [InlineData("1500", 1500)]
    [InlineData("1500.999", 1500)]
    [InlineData("\"1500.999\"", 1500)]
    [InlineData("1.5009E3", 1500)]
    [InlineData("0.999999999999999999", 0)]
    [InlineData("9007199254740991", NumberField.MaxExact)]
    [InlineData("9007199254740991.9", NumberField.MaxExact)]
    public void The_fraction_of_a_counter_is_cut_off(string json, long packets) => Assert.Equal(packets, Sample.With($"\"packets\":{json}").Packets);

    [Theory]
    [InlineData("packets", "-1")]
    [InlineData("packets", "-0.5")]
    [InlineData("packets", "9007199254740992")]
    [InlineData("packets", "18446744073709551616")]
    [InlineData("packets", "1e19")]
    [InlineData("packets", "1e999999999")]
    [InlineData("packets", "\"12x\"")]
    [InlineData("packets", "\" 12\"")]
    [InlineData("packets", "\"+12\"")]
    [InlineData("packets", "\"1,000\"")]
    [InlineData("packets", "\"NaN\"")]
    [InlineData("packets", "\"\\ud800\"")]
    [InlineData("packets", "true")]
    [InlineData("packets", "[1]")]
    [InlineData("packets", "{\"a\":{}}")]
    [InlineData("bytes", "-1")]
    [InlineData("flow_count", "-1")]
    [InlineData("src_port", "70000")]
    [InlineData("src_port", "65536")]
    [InlineData("src_port", "443.5")]
    [InlineData("dst_port", "\"70000\"")]
    [InlineData("tcp_flags", "65536")]
    [InlineData("tcp_flags", "\"SYN\"")]
    [InlineData("in_if", "4294967296")]
    [InlineData("vlan_id", "4096")]
    [InlineData("dscp", "64")]
    public void A_number_that_its_field_cannot_hold_is_a_fault(string member, string json) =>
        Assert.Equal([member], Sample.FaultyWith($"\"{member}\":{json}"));

    [Fact]
    public void A_number_of_a_million_digits_is_a_fault() => Assert.Equal(["packets"], Sample.FaultyWith($"\"packets\":{new string('9', 1_000_000)}"));

    [Fact]
    public void What_is_absent_null_or_empty_is_zero_or_unknown()
    {
        var absent = Sample.Only($"{{{Sample.Least}}}");
        var empty = Sample.With(string.Join(',', FlowFields.Supplied
            .Where(field => field != FlowFields.SrcIp && field != FlowFields.DstIp)
            .Select((field, index) => $"\"{field.Name}\":{(index % 2 == 0 ? "null" : "\"\"")}")));
        Assert.Equal(Sample.JsonOf(absent), Sample.JsonOf(empty));
        Assert.Equal((0, 0, 0, 0, 0), (absent.SrcPort, absent.DstPort, absent.Protocol, absent.TcpFlags, absent.Version));
        Assert.Equal((0, 0, 1), (absent.Bytes, absent.Packets, absent.FlowCount));
        Assert.Equal((Actions.Allow, null, null), (absent.Action, absent.Direction, absent.InIf));
    }
}
