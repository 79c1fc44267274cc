using Sentinel.Collector.VpnStatus;
using Sentinel.Contracts;

namespace Sentinel.Collector.Tests.VpnStatus;

public sealed class VpnFlowsTests
{
    private static readonly Address Server = Address.Parse("198.51.100.1");
    private static readonly VpnSession Alice = new("alice", "udp4:203.0.113.5:51820", "10.8.0.2", 0, 0, "a");

    [Fact]
    public void A_gain_is_one_flow_each_way()
    {
        var flows = Of(new(Alice, 130, 50, 1_000));
        Assert.Equal(2, flows.Count);
        var (sent, received) = (flows[0], flows[1]);
        Assert.Equal(("outbound", "10.8.0.2", "198.51.100.1", 130L, 130L, 0L), (sent.Direction, $"{sent.SrcIp}", $"{sent.DstIp}", sent.Bytes, sent.RequestBytes, sent.ResponseBytes));
        Assert.Equal(("203.0.113.5", 51_820), ($"{sent.NatSrcIp}", sent.NatSrcPort));
        Assert.Equal(("inbound", "198.51.100.1", "10.8.0.2", 50L, 50L, 0L), (received.Direction, $"{received.SrcIp}", $"{received.DstIp}", received.Bytes, received.RequestBytes, received.ResponseBytes));
        Assert.Equal(("203.0.113.5", 51_820), ($"{received.NatDstIp}", received.NatDstPort));
        Assert.All(flows, flow => Assert.Equal(("alice", "OpenVPN", 17, 1_000L, 2_000L), (flow.SubscriberId, flow.App, flow.Protocol, flow.FirstSeen, flow.LastSeen)));
    }

    [Fact]
    public void A_way_without_gain_is_no_flow() => Assert.Equal("inbound", Assert.Single(Of(new(Alice, 0, 1, 1_000))).Direction);

    [Fact]
    public void A_client_without_an_address_in_the_tunnel_stands_by_where_it_comes_from() =>
        Assert.Equal("203.0.113.5", $"{Assert.Single(Of(new(Alice with { VirtualAddress = null }, 1, 0, 1_000))).SrcIp}");

    [Fact]
    public void A_client_without_any_address_still_counts() =>
        Assert.Equal("0.0.0.0", $"{Assert.Single(Of(new(Alice with { VirtualAddress = "00:ff:10:20:30:40@0", RealAddress = "UNKNOWN" }, 1, 0, 1_000))).SrcIp}");

    [Theory]
    [InlineData("203.0.113.5:51820", "203.0.113.5", 51_820, 0)]
    [InlineData("[2001:db8::7]:40000", "2001:db8::7", 40_000, 0)]
    [InlineData("2001:db8::7", "2001:db8::7", 0, 0)]
    [InlineData("udp4:192.0.2.1:1", "192.0.2.1", 1, 17)]
    [InlineData("tcp4-server:192.0.2.1:443", "192.0.2.1", 443, 6)]
    [InlineData("tcp6-server:[2001:db8::7]:443", "2001:db8::7", 443, 6)]
    [InlineData("udp6:[2001:db8::7]:443", "2001:db8::7", 443, 17)]
    public void The_servers_spelling_of_an_address_is_read(string text, string ip, int port, int protocol)
    {
        Assert.True(RealAddress.TryParse(text, out var address));
        Assert.Equal(new RealAddress(Address.Parse(ip), port, protocol), address);
    }

    [Theory]
    [InlineData("")]
    [InlineData("UNKNOWN")]
    [InlineData("[NULL]")]
    [InlineData("udp4:")]
    [InlineData("udp")]
    [InlineData("192.0.2.1:70000")]
    [InlineData(":1")]
    public void What_is_no_address_is_none(string text) => Assert.False(RealAddress.TryParse(text, out _));

    private static List<Flow> Of(SessionDelta delta) => [.. VpnFlows.Of(delta, Server, 2_000)];
}
