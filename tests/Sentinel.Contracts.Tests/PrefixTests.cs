namespace Sentinel.Contracts.Tests;

public sealed class PrefixTests
{
    [Theory]
    [InlineData("10.0.0.0/8", "10.0.0.0", "10.255.255.255", "10.0.0.0/8")]
    [InlineData("10.1.2.3/8", "10.0.0.0", "10.255.255.255", "10.0.0.0/8")]
    [InlineData("::ffff:10.1.2.3/104", "10.0.0.0", "10.255.255.255", "10.0.0.0/8")]
    [InlineData("::ffff:0:0/96", "0.0.0.0", "255.255.255.255", "0.0.0.0/0")]
    [InlineData("::ffff:10.1.2.3/8", "::", "ff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "::/8")]
    [InlineData("10.0.0.1", "10.0.0.1", "10.0.0.1", "10.0.0.1/32")]
    [InlineData("0.0.0.0/0", "0.0.0.0", "255.255.255.255", "0.0.0.0/0")]
    [InlineData("2001:db8::1", "2001:db8::1", "2001:db8::1", "2001:db8::1/128")]
    [InlineData("2001:db8:ffff::/33", "2001:db8:8000::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db8:8000::/33")]
    [InlineData("::/0", "::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "::/0")]
    public void A_prefix_spans_its_addresses(string text, string first, string last, string canonical)
    {
        var prefix = Prefix.Parse(text);
        Assert.Equal((Address.Parse(first), Address.Parse(last)), (prefix.First, prefix.Last));
        Assert.Equal(canonical, prefix.ToString());
        Assert.Equal(prefix, Prefix.Parse(canonical));
        Assert.True(prefix.Contains(prefix.First) && prefix.Contains(prefix.Last));
    }

    [Theory]
    [InlineData("10.0.0.0/8", "9.255.255.255")]
    [InlineData("10.0.0.0/8", "11.0.0.0")]
    [InlineData("0.0.0.0/0", "::1")]
    [InlineData("0.0.0.0/0", "2001:db8::")]
    [InlineData("::/0", "10.0.0.1")]
    [InlineData("::/64", "10.0.0.1")]
    [InlineData("2001:db8::/32", "2001:db9::")]
    public void A_prefix_holds_no_address_beside_it_nor_of_the_other_family(string prefix, string address) =>
        Assert.False(Prefix.Parse(prefix).Contains(Address.Parse(address)));

    [Theory]
    [InlineData("")]
    [InlineData("/8")]
    [InlineData("10.0.0.0/")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/2147483647")]
    [InlineData("::ffff:10.0.0.0/129")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/+8")]
    [InlineData("10.0.0.0/ 8")]
    [InlineData("10.0.0.0/8/8")]
    [InlineData("10.0.0/8")]
    [InlineData("::/129")]
    [InlineData("::/99999999999")]
    public void What_is_no_prefix_is_refused(string text)
    {
        Assert.False(Prefix.TryParse(text, out _));
        Assert.Throws<FormatException>(() => Prefix.Parse(text));
    }

    [Fact]
    public void The_prefix_of_an_address_holds_it_alone()
    {
        Assert.Equal(32, Prefix.Of(Address.Parse("10.0.0.1")).Length);
        Assert.Equal(128, Prefix.Of(Address.Parse("::1")).Length);
        Assert.False(Prefix.Of(Address.Parse("::1")).Contains(Address.Parse("::2")));
    }
}
