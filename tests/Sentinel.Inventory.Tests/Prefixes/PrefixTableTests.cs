using Sentinel.Contracts;
using Sentinel.Inventory.Prefixes;
using Sentinel.Testing;

namespace Sentinel.Inventory.Tests.Prefixes;

public sealed class PrefixTableTests
{
    [Theory]
    [InlineData("10.1.2.3", "10.1.2.3/32")]
    [InlineData("10.1.2.4", "10.1.0.0/16")]
    [InlineData("10.255.255.255", "10.0.0.0/8")]
    [InlineData("11.0.0.0", "0.0.0.0/0")]
    [InlineData("255.255.255.255", "255.255.255.255/32")]
    [InlineData("::ffff:10.1.2.3", "10.1.2.3/32")]
    [InlineData("2001:db8::1", "2001:db8::/32")]
    [InlineData("2001:db9::", "::/0")]
    [InlineData("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff::/16")]
    public void The_longest_prefix_wins(string address, string prefix)
    {
        var table = TableOf("0.0.0.0/0", "10.0.0.0/8", "10.1.0.0/16", "10.1.2.3/32", "255.255.255.255/32", "::/0", "2001:db8::/32", "ffff::/16");

        Assert.Equal(prefix, table.Find(Address.Parse(address)));
    }

    [Fact]
    public void A_v6_prefix_holds_no_v4_address()
    {
        var table = TableOf("::/0", "::/64", "::ffff:0:0/95");

        Assert.Null(table.Find(Address.Parse("10.0.0.1")));
        Assert.Equal("::/64", table.Find(Address.Parse("::1")));
    }

    [Fact]
    public void An_empty_table_knows_nothing() => Assert.Null(TableOf().Find(Address.Parse("10.0.0.1")));

    [Fact]
    public void A_prefix_is_told_of_the_one_around_it()
    {
        var prefixes = new[] { "10.0.0.0/8", "10.1.0.0/16", "10.1.2.0/24" }.Select(text => KeyValuePair.Create(Prefix.Parse(text), text));
        var table = new PrefixTable<string>(prefixes, (inner, outer) => $"{inner} in {outer}");

        Assert.Equal("10.1.2.0/24 in 10.1.0.0/16 in 10.0.0.0/8", table.Find(Address.Parse("10.1.2.9")));
        Assert.Equal("10.1.0.0/16 in 10.0.0.0/8", table.Find(Address.Parse("10.1.3.0")));
    }

    [Fact]
    public void Any_prefixes_answer_like_a_search_through_all_of_them()
    {
        var random = new Random(Seed.Value);
        for (var round = 0; round < 300; round++)
        {
            List<Prefix> prefixes = [.. Enumerable.Range(0, random.Next(60)).Select(_ => SomePrefix(random)).Distinct()];
            var table = new PrefixTable<string>(prefixes.Select(prefix => KeyValuePair.Create(prefix, prefix.ToString())), (inner, _) => inner);
            Address[] addresses = [.. prefixes.SelectMany(Edges), .. Vocabulary.Addresses];
            var places = new int[addresses.Length];
            table.Find(addresses, places);
            foreach (var (address, place) in addresses.Zip(places))
            {
                var expected = prefixes.Where(prefix => prefix.Contains(address)).OrderByDescending(prefix => prefix.Length).Select(prefix => prefix.ToString()).FirstOrDefault();
                Assert.True(string.Equals(expected, table[place], StringComparison.Ordinal), $"{address} of {string.Join(' ', prefixes)}; {Seed.Hint}");
            }
        }
    }

    private static PrefixTable<string> TableOf(params string[] prefixes) =>
        new(prefixes.Select(prefix => KeyValuePair.Create(Prefix.Parse(prefix), prefix)), (inner, _) => inner);

    /// <summary>Of few addresses, so that prefixes lie in each other and side by side.</summary>
    private static Prefix SomePrefix(Random random) => random.Next(2) == 0
        ? Prefix.Parse($"{random.Next(2) * 255}.{random.Next(3)}.0.{random.Next(4)}/{random.Next(33)}")
        : Prefix.Parse($"{random.Next(2) * 0xffff:x}:{random.Next(3)}::{random.Next(4)}/{random.Next(129)}");

    private static IEnumerable<Address> Edges(Prefix prefix) =>
        [prefix.First, prefix.Last, new(prefix.First.Number - UInt128.One), new(prefix.Last.Number + UInt128.One)];
}
