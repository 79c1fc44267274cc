using System.Text;
using Sentinel.Contracts;
using Sentinel.Inventory.Reading;
using Sentinel.Inventory.Threats;
using Sentinel.Testing;

namespace Sentinel.Inventory.Tests.Threats;

public sealed class ThreatIndexTests
{
    private readonly BrokenLines broken = new();

    [Theory]
    [InlineData("evil.example", "list")]
    [InlineData("a.b.EVIL.example", "list")]
    [InlineData("evil.example.", "list")]
    [InlineData("notevil.example")]
    [InlineData("evil.example.org")]
    [InlineData("example")]
    [InlineData("example.evil")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("c2.fine.example", "list")]
    [InlineData("fine.example")]
    [InlineData("www.bücher.example", "list")]
    [InlineData("www.xn--bcher-kva.example", "list")]
    [InlineData("größe.example")]
    [InlineData("_dmarc.under_score.example", "list")]
    public void A_domain_covers_itself_and_what_lies_under_it(string host, string? list = null) =>
        Assert.Equal(list, IndexOf(("list", "Evil.Example.\nc2.fine.example\nbücher.example\nunder_score.example")).ListOf(host));

    [Fact]
    public void A_host_longer_than_any_domain_lies_under_one_all_the_same()
    {
        var index = IndexOf(("list", "evil.example"));

        Assert.Equal("list", index.ListOf(new string('a', 1_000) + ".evil.example"));
        Assert.Null(index.ListOf(new string('a', 1_000) + "evil.example"));
    }

    [Theory]
    [InlineData("203.0.113.7", "list")]
    [InlineData("203.0.113.8")]
    [InlineData("198.51.100.255", "list")]
    [InlineData("2001:db8::bad", "list")]
    [InlineData("2001:db8:1::1", "list")]
    [InlineData("2001:db8:2::1")]
    [InlineData("::ffff:203.0.113.7", "list")]
    public void An_address_is_named_by_itself_and_by_its_prefix(string address, string? list = null) =>
        Assert.Equal(list, IndexOf(("list", "# bad ones\n203.0.113.7 # seen twice\r\n198.51.100.0/24\r\n\r\n2001:db8::bad\n2001:db8:1::/48")).ListOf(Address.Parse(address)));

    [Fact]
    public void Of_several_lists_the_one_that_says_it_closest_is_told_and_then_the_first_by_name()
    {
        var index = IndexOf(("b", "10.0.0.0/8\nevil.example\nsame.example\n10.1.1.1"), ("a", "10.1.0.0/16\nwww.evil.example\nsame.example\n10.1.1.1"));

        Assert.Equal(["b", "a", "a"], new[] { "10.2.0.1", "10.1.0.1", "10.1.1.1" }.Select(address => index.ListOf(Address.Parse(address))), StringComparer.Ordinal);
        Assert.Equal(["b", "a", "a"], new[] { "evil.example", "x.www.evil.example", "same.example" }.Select(host => index.ListOf(host)), StringComparer.Ordinal);
    }

    [Fact]
    public void A_line_that_names_nothing_is_skipped_and_named()
    {
        string[] lines = ["# list", "evil.example", "no domain", "999.1.2.3", "10.0.0.0/33", "word", "http://evil.example/", "-a.example", "a..example", $"{new string('a', 64)}.example", "ok.example", "*.evil.example"];

        Assert.Equal(2, ThreatFile.Read("list", Encoding.UTF8.GetBytes(string.Join('\n', lines)), broken).Count);
        Assert.Equal([3, 4, 5, 6, 7, 8, 9, 10, 12], broken.Named.Select(line => line.Line));
    }

    [Theory]
    [InlineData("<html>\n<body>Not found</body>")]
    [InlineData("e\0v\0i\0l\0")]
    public void A_file_that_is_no_list_is_not_taken(string text) =>
        Assert.Throws<UnusableFileException>(() => ThreatFile.Read("list", Encoding.UTF8.GetBytes(text), broken));

    [Theory]
    [InlineData("")]
    [InlineData("# nothing yet\n")]
    public void An_empty_list_is_one(string text) => Assert.Equal(0, IndexOf(("list", text)).Count);

    [Fact]
    public void Any_domains_answer_like_a_search_through_all_of_them()
    {
        var random = new Random(Seed.Value);
        string[] labels = ["a", "b", "ab", "a-b", "example", "com"];
        for (var round = 0; round < 200; round++)
        {
            var lists = Enumerable.Range(0, 3).Select(list => (Name: $"list {list}", Domains: Enumerable.Range(0, random.Next(40)).Select(_ => SomeName(2)).ToList())).ToList();
            var index = IndexOf([.. lists.Select(list => (list.Name, string.Join('\n', list.Domains)))]);
            foreach (var host in Enumerable.Range(0, 100).Select(_ => SomeName(1)))
            {
                var expected =
                    from list in lists
                    from domain in list.Domains
                    where string.Equals(host, domain, StringComparison.Ordinal) || host.EndsWith($".{domain}", StringComparison.Ordinal)
                    orderby domain.Length descending, list.Name[^1]
                    select list.Name;
                Assert.True(string.Equals(expected.FirstOrDefault(), index.ListOf(host), StringComparison.Ordinal), $"{host}; {Seed.Hint}");
            }
        }

        string SomeName(int least) => string.Join('.', Enumerable.Range(0, random.Next(least, 6)).Select(_ => labels[random.Next(labels.Length)]));
    }

    private ThreatIndex IndexOf(params (string Name, string Text)[] lists) =>
        new([.. lists.Select(list => ThreatFile.Read(list.Name, Encoding.UTF8.GetBytes(list.Text), broken))]);
}
