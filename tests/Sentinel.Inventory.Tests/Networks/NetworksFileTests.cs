using System.Text;
using Sentinel.Contracts;
using Sentinel.Inventory.Networks;
using Sentinel.Inventory.Reading;

namespace Sentinel.Inventory.Tests.Networks;

public sealed class NetworksFileTests
{
    private const string Header = "prefix,region,country,asset_name,asset_kind,asset_tags\n";

    private readonly BrokenLines broken = new();

    [Fact]
    public void A_row_is_read_whole()
    {
        var network = Read($"{Header}10.1.0.0/16,\"Berlin, Mitte\",DE,web,server,prod; pci ;prod;\n").Find(Address.Parse("10.1.2.3"));

        Assert.Equal(("Berlin, Mitte", "DE", "web", "server"), (network.Region, network.Country, network.Asset.Name, network.Asset.Kind));
        Assert.Equal(["prod", "pci"], network.Asset.Tags!);
        Assert.Equal(0, broken.Count);
    }

    [Fact]
    public void Columns_come_in_any_order_and_only_the_prefix_is_needed()
    {
        var table = Read("\uFEFFCountry , PREFIX\r\nDE,192.0.2.0/24\r\nFR,2001:db8::1\r\n");

        Assert.Equal("DE", table.Find(Address.Parse("192.0.2.9")).Country);
        Assert.Equal("FR", table.Find(Address.Parse("2001:db8::1")).Country);
        Assert.Equal(default, table.Find(Address.Parse("2001:db8::2")));
    }

    [Fact]
    public void What_a_prefix_leaves_out_is_that_of_the_one_around_it()
    {
        var table = Read($"{Header}198.51.100.0/24,Paris,FR,office,site,old\n198.51.100.8/29,,,web,,\n198.51.100.9,Lyon,,,,\n");

        var web = table.Find(Address.Parse("198.51.100.10"));
        Assert.Equal(("Paris", "FR", "web", null), (web.Region, web.Country, web.Asset.Name, web.Asset.Kind));
        Assert.Empty(web.Asset.Tags!);
        var host = table.Find(Address.Parse("198.51.100.9"));
        Assert.Equal(("Lyon", "FR", "web", true), (host.Region, host.Country, host.Asset.Name, host.IsInside));
    }

    [Theory]
    [InlineData("10.9.9.9", true)]
    [InlineData("100.64.0.1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("192.0.2.1", true)]
    [InlineData("198.51.100.1", false)]
    [InlineData("203.0.113.1", false)]
    [InlineData("2001:db8::1", false)]
    public void Inside_is_what_is_private_and_what_has_an_asset_with_a_name(string address, bool isInside)
    {
        var table = Read($"{Header}0.0.0.0/0,World,,,,\n10.0.0.0/8,HQ,,,,\n192.0.2.0/24,,,dmz,,\n198.51.100.0/24,,,,site,x\n");

        Assert.Equal(isInside, table.Find(Address.Parse(address)).IsInside);
    }

    [Fact]
    public void A_broken_line_is_named_and_its_neighbours_are_read()
    {
        var tags = string.Join(';', Enumerable.Range(0, KeywordListField.MaxCount + 1));
        string[] lines =
        [
            "nonsense,a,,,,", "10.0.0.0/33,a,,,,", ",a,,,,", "192.0.2.0/24,a,b", $"192.0.2.0/24,{new string('x', KeywordField.MaxBytes + 1)},,,,",
            $"192.0.2.0/24,,,web,,{tags}", "192.0.2.0/24,good,,,,", "192.0.2.7/24,again,,,,",
        ];

        var table = Read(Header + string.Join('\n', lines));

        Assert.Equal("good", table.Find(Address.Parse("192.0.2.1")).Region);
        Assert.Equal(
            [
                (2, "has no IP prefix as its prefix"), (3, "has no IP prefix as its prefix"), (4, "has no IP prefix as its prefix"),
                (5, "has 3 fields where the header has 6"), (6, "has a region of more than 1024 bytes"), (7, "has more than 64 asset_tags"),
                (9, "names a prefix that an earlier line has"),
            ],
            broken.Named);
    }

    [Theory]
    [InlineData("")]
    [InlineData("10.0.0.0/8,HQ,DE,,,\n")]
    [InlineData("region,country\nHQ,DE\n")]
    [InlineData("prefix,region,regoin\n10.0.0.0/8,HQ,\n")]
    [InlineData("prefix,region,region\n10.0.0.0/8,HQ,\n")]
    [InlineData("\"prefix,region\n10.0.0.0/8,HQ\n")]
    [InlineData("<html>\n<body>Not found</body>\n</html>")]
    public void A_file_without_the_right_header_is_not_taken(string text) => Assert.Throws<UnusableFileException>(() => Read(text));

    private NetworkTable Read(string text) => NetworksFile.Read(Encoding.UTF8.GetBytes(text), broken);
}
