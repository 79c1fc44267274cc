using System.Text;
using Sentinel.Testing;

namespace Sentinel.Contracts.Tests;

public sealed class FieldValueTests
{
    [Fact]
    public void Keywords_are_ordered_by_their_UTF8_bytes()
    {
        var byBytes = Vocabulary.Words.Append("").OrderBy(Encoding.UTF8.GetBytes, Comparer<byte[]>.Create((left, right) => left.AsSpan().SequenceCompareTo(right)));
        var byValue = Vocabulary.Words.Append("").Reverse().Order(Comparer<string>.Create(Utf8Order.Compare));
        Assert.Equal(byBytes.ToArray(), byValue.ToArray());
        Assert.Equal(byBytes.Select(FieldValue.FromKeyword), Vocabulary.Words.Append("").Select(FieldValue.FromKeyword).Order());
    }

    [Theory]
    [InlineData("\uFF5E", "😀")]
    [InlineData("\uE000", "𝒳")]
    [InlineData("a", "aa")]
    [InlineData("Z", "a")]
    [InlineData("z", "é")]
    [InlineData("😀", "😀a")]
    public void A_character_beyond_the_surrogates_stands_before_one_written_with_them(string lower, string higher)
    {
        Assert.True(Utf8Order.Compare(lower, higher) < 0 && Utf8Order.Compare(higher, lower) > 0);
        Assert.True(FieldValue.FromKeyword(lower) < higher && FieldValue.FromKeyword(higher) >= lower);
        Assert.Equal(0, Utf8Order.Compare(lower, new(lower)));
    }

    [Fact]
    public void Numbers_and_addresses_are_ordered_by_number()
    {
        FieldValue[] numbers = [0, 9, 10, 443, NumberField.MaxExact];
        Assert.Equal(numbers, numbers.Reverse().Order());
        var addresses = Vocabulary.Addresses.OrderBy(address => address.Number).Select(FieldValue.FromAddress).ToArray();
        Assert.Equal(addresses, addresses.Reverse().Order());
    }

    [Fact]
    public void A_value_is_equal_to_one_of_its_kind_and_content_only()
    {
        Assert.Equal(FieldValue.FromAddress(Address.Parse("::ffff:1.2.3.4")), (FieldValue)Address.Parse("1.2.3.4"));
        Assert.NotEqual(FieldValue.FromNumber(1), FieldValue.FromKeyword("1"));
        Assert.NotEqual(FieldValue.FromNumber(1), FieldValue.FromAddress(Address.Parse("::1")));
        Assert.NotEqual(0, FieldValue.FromNumber(1).CompareTo(Address.Parse("::1")));
    }

    [Fact]
    public void A_value_says_what_it_holds()
    {
        Assert.Equal(443, ((FieldValue)443).AsNumber());
        Assert.Equal("a", ((FieldValue)"a").AsKeyword());
        Assert.Equal(Address.Parse("::1"), ((FieldValue)Address.Parse("::1")).AsAddress());
        Assert.Equal(["443", "::1", "a"], new FieldValue[] { 443, Address.Parse("::1"), "a" }.Select(value => value.ToString()).ToArray());
        Assert.Throws<InvalidOperationException>(() => ((FieldValue)443).AsKeyword());
        Assert.Throws<InvalidOperationException>(() => ((FieldValue)"a").AsNumber());
        Assert.Throws<InvalidOperationException>(() => ((FieldValue)443).AsAddress());
        Assert.Throws<OverflowException>(() => FieldValue.FromNumber(-1));
    }
}
