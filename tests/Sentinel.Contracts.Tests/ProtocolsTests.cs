using System.Text;

namespace Sentinel.Contracts.Tests;

public sealed class ProtocolsTests
{
    [Theory]
    [InlineData(0, "HOPOPT")]
    [InlineData(1, "ICMP")]
    [InlineData(4, "IPv4")]
    [InlineData(6, "TCP")]
    [InlineData(17, "UDP")]
    [InlineData(27, "RDP")]
    [InlineData(33, "DCCP")]
    [InlineData(41, "IPv6")]
    [InlineData(47, "GRE")]
    [InlineData(50, "ESP")]
    [InlineData(51, "AH")]
    [InlineData(58, "IPv6-ICMP")]
    [InlineData(60, "IPv6-Opts")]
    [InlineData(62, "CFTP")]
    [InlineData(69, "SAT-MON")]
    [InlineData(79, "WB-EXPAK")]
    [InlineData(88, "EIGRP")]
    [InlineData(89, "OSPFIGP")]
    [InlineData(98, "ENCAP")]
    [InlineData(103, "PIM")]
    [InlineData(112, "VRRP")]
    [InlineData(115, "L2TP")]
    [InlineData(124, "ISIS over IPv4")]
    [InlineData(132, "SCTP")]
    [InlineData(136, "UDPLite")]
    [InlineData(143, "Ethernet")]
    [InlineData(146, "Homa")]
    [InlineData(147, "BIT-EMU")]
    public void A_keyword_is_spelled_as_IANA_does(int number, string keyword)
    {
        Assert.Equal(keyword, Protocols.KeywordOf(number));
        Assert.Equal(keyword, Protocols.NameOf(number));
    }

    [Theory]
    [InlineData(61)]
    [InlineData(63)]
    [InlineData(68)]
    [InlineData(99)]
    [InlineData(114)]
    [InlineData(200)]
    [InlineData(253)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(-1)]
    public void A_number_without_keyword_is_called_by_its_number(int number)
    {
        Assert.Null(Protocols.KeywordOf(number));
        Assert.Equal(FormattableString.Invariant($"{number}"), Protocols.NameOf(number));
    }

    [Fact]
    public void Every_name_is_read_back_in_any_case()
    {
        foreach (var number in Enumerable.Range(0, 256))
        {
            var name = Protocols.NameOf(number);
            foreach (var text in new[] { name, name.ToLowerInvariant(), name.ToUpperInvariant(), FormattableString.Invariant($"{number}") })
            {
                Assert.True(Protocols.TryParse(text, out var read) && read == number, text);
                Assert.True(Protocols.TryParse(Encoding.UTF8.GetBytes(text), out read) && read == number, text);
            }
        }
    }

    [Theory]
    [InlineData("icmpv6", 58)]
    [InlineData("ICMP6", 58)]
    [InlineData("ip", 0)]
    [InlineData("ipencap", 4)]
    [InlineData("mobile", 55)]
    [InlineData("ospf", 89)]
    [InlineData("isis", 124)]
    [InlineData("IPcomp", 108)]
    [InlineData("mobility-header", 135)]
    public void Other_names_in_use_are_read(string name, int number)
    {
        Assert.True(Protocols.TryParse(name, out var read));
        Assert.Equal(number, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("any")]
    [InlineData("256")]
    [InlineData("-1")]
    [InlineData("+6")]
    [InlineData(" 6")]
    [InlineData("6.0")]
    [InlineData("ｔｃｐ")]
    [InlineData("a name that is longer than any name of a protocol")]
    public void What_is_no_protocol_is_refused(string text)
    {
        Assert.False(Protocols.TryParse(text, out _));
        Assert.False(Protocols.TryParse(Encoding.UTF8.GetBytes(text), out _));
    }

    [Fact]
    public void No_text_is_no_protocol() => Assert.False(Protocols.TryParse((string?)null, out _));
}
