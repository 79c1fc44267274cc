using System.Net;
using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Sentinel.Contracts.Tests;

public sealed class AddressTests
{
    [Theory]
    [InlineData("10.0.0.1", "10.0.0.1")]
    [InlineData("255.255.255.255", "255.255.255.255")]
    [InlineData("::ffff:10.0.0.1", "10.0.0.1")]
    [InlineData("::FFFF:a00:1", "10.0.0.1")]
    [InlineData("0:0:0:0:0:ffff:0a00:0001", "10.0.0.1")]
    [InlineData("::", "::")]
    [InlineData("::1", "::1")]
    [InlineData("::1.2.3.4", "::102:304")]
    [InlineData("64:ff9b::192.0.2.33", "64:ff9b::c000:221")]
    [InlineData("2001:0db8:0:0:0:0:0002:0001", "2001:db8::2:1")]
    [InlineData("2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1")]
    [InlineData("2001:0:0:1:0:0:0:1", "2001:0:0:1::1")]
    [InlineData("2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1")]
    [InlineData("1:0:0:0:0:0:0:0", "1::")]
    [InlineData("0:0:1::", "0:0:1::")]
    [InlineData("2001:DB8::ABCD", "2001:db8::abcd")]
    [InlineData("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")]
    public void Text_is_written_as_RFC_5952_says_in_hexadecimal(string text, string canonical)
    {
        var address = Address.Parse(text);
        Assert.Equal(canonical, address.ToString());
        Assert.Equal(address, Address.Parse(canonical));
    }

    [Theory]
    [InlineData("")]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.4.5")]
    [InlineData("1.2.3.256")]
    [InlineData("01.2.3.4")]
    [InlineData("1..2.3")]
    [InlineData("1.2.3.")]
    [InlineData(".1.2.3")]
    [InlineData("1.2.3.4 ")]
    [InlineData("16909060")]
    [InlineData("0x1020304")]
    [InlineData(":")]
    [InlineData(":::")]
    [InlineData("1:2:3:4:5:6:7")]
    [InlineData("1:2:3:4:5:6:7:8:9")]
    [InlineData("1::2::3")]
    [InlineData("12345::")]
    [InlineData("::g")]
    [InlineData("fe80::1%eth0")]
    [InlineData("[::1]")]
    [InlineData("::1/128")]
    [InlineData("::1.2.3")]
    [InlineData("::1.2.3.256")]
    [InlineData("１.2.3.4")]
    public void What_is_no_address_is_refused(string text)
    {
        Assert.False(Address.TryParse(text, out _));
        Assert.Throws<FormatException>(() => Address.Parse(text));
    }

    [Fact]
    public void No_text_is_no_address() => Assert.False(Address.TryParse((string?)null, out _));

    [Fact]
    public void Every_address_comes_back_from_its_text() =>
        Prop.ForAll(Numbers, number =>
        {
            var address = new Address(number);
            Assert.Equal(address, Address.Parse(address.ToString()));
            Assert.True(Address.TryParse(Encoding.UTF8.GetBytes(address.ToString().ToUpperInvariant()), out var upper));
            Assert.Equal(address, upper);
            Assert.Equal(IPAddress.Parse(address.ToString()).MapToIPv6(), new IPAddress(BytesOf(number)));
            Assert.InRange(address.ToString().Length, 2, Address.MaxTextLength);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void V4_and_the_same_in_v6_dress_are_one_address() =>
        Prop.ForAll<uint>(number =>
        {
            var address = Address.FromV4(number);
            Assert.True(address.IsV4);
            Assert.Equal(address, Address.Parse("::ffff:" + address));
            Assert.Equal(address, Address.FromParts(0, 0xFFFF_0000_0000UL | number));
            Assert.Equal(address.GetHashCode(), Address.Parse("::FFFF:" + address).GetHashCode());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_is_that_of_the_numbers()
    {
        string[] ascending = ["::", "::1", "::fffe:ffff:ffff", "0.0.0.0", "9.255.255.255", "10.0.0.0", "255.255.255.255", "::1:0:0:0", "2001:db8::", "ffff::"];
        var addresses = ascending.Select(Address.Parse).ToArray();
        Assert.Equal(addresses, addresses.Reverse().Order());
        for (var index = 1; index < addresses.Length; index++)
        {
            Assert.True(addresses[index - 1] < addresses[index] && addresses[index] >= addresses[index - 1]);
            Assert.Equal((addresses[index].High, addresses[index].Low), ((ulong)(addresses[index].Number >> 64), (ulong)addresses[index].Number));
        }
    }

    /// <summary>Random numbers, most with runs of zero groups, some of v4.</summary>
    private static Arbitrary<UInt128> Numbers => (
        from groups in Gen.ArrayOf(Gen.Frequency((2, Gen.Constant(0)), (1, Gen.Choose(0, 0xFFFF)), (1, Gen.Elements(1, 0xFFFF, 0x00AB))), 8)
        from isV4 in Gen.Frequency((4, Gen.Constant(false)), (1, Gen.Constant(true)))
        select isV4
            ? Address.FromV4((uint)((groups[6] << 16) | groups[7])).Number
            : groups.Aggregate(UInt128.Zero, (number, each) => (number << 16) | (uint)each)).ToArbitrary();

    private static byte[] BytesOf(UInt128 number)
    {
        var bytes = new byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, number);
        return bytes;
    }
}
