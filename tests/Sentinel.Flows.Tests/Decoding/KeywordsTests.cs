using Sentinel.Contracts;
using Sentinel.Testing;

namespace Sentinel.Flows.Tests.Decoding;

public sealed class KeywordsTests
{
    private static readonly string Longest = new('é', KeywordField.MaxBytes / 2);

    [Fact]
    public void A_keyword_is_kept_as_it_is()
    {
        foreach (var word in Vocabulary.Words)
        {
            Assert.Equal(word, Sample.With($"\"app\":{System.Text.Json.JsonSerializer.Serialize(word)}").App);
        }
    }

    [Fact]
    public void A_keyword_holds_1024_bytes()
    {
        Assert.Equal(Longest, Sample.With($"\"app\":\"{Longest}\"").App);
        Assert.Equal(Longest, Sample.With($"\"app\":\"{string.Concat(Longest.Select(_ => "\\u00e9"))}\"").App);
        Assert.Equal(["app"], Sample.FaultyWith($"\"app\":\"{Longest}x\""));
        Assert.Equal(["app"], Sample.FaultyWith($"\"app\":\"{Longest}\\u0078\""));
        Assert.Equal(["app"], Sample.FaultyWith($"\"app\":\"{string.Concat(Enumerable.Repeat("\\u00e9", 1024))}\""));
    }

    [Theory]
    [InlineData("\"\\ud83d\\ude00\"", "😀")]
    [InlineData("\"\\\\ud800\"", "\\ud800")]
    [InlineData("\"\\ud83d\\ude00\\n\"", "😀\n")]
    public void An_escaped_character_is_read(string json, string app) => Assert.Equal(app, Sample.With($"\"app\":{json}").App);

    [Theory]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"\\udc00\"")]
    [InlineData("\"\\ud800x\"")]
    [InlineData("\"\\ud800\\n\"")]
    [InlineData("\"\\ud800\\ud800\\udc00\"")]
    [InlineData("\"\\\\\\ud800\"")]
    [InlineData("17")]
    [InlineData("false")]
    [InlineData("[\"a\"]")]
    [InlineData("{\"a\":\"b\"}")]
    public void What_is_no_text_is_a_fault(string json) => Assert.Equal(["subscriber"], Sample.FaultyWith($"\"subscriber\":{json}"));

    [Theory]
    [InlineData("[\"a\",\"b\"]", "a|b")]
    [InlineData("[\"b\",null,\"\",\"a\",\"b\"]", "b|a")]
    [InlineData("\"a;b\"", "a|b")]
    [InlineData("\" b ;; a;b;\"", "b|a")]
    [InlineData("\"a\"", "a")]
    [InlineData("[\"a;b\"]", "a;b")]
    [InlineData("[]", "")]
    [InlineData("\";\"", "")]
    public void Tags_come_as_a_list_or_as_a_text(string json, string tags) =>
        Assert.Equal(tags, string.Join('|', Sample.With($"\"asset_tags\":{json}").AssetTags));

    [Theory]
    [InlineData("5")]
    [InlineData("{\"a\":1}")]
    [InlineData("[\"a\",1]")]
    [InlineData("[[\"a\"]]")]
    [InlineData("[\"a\",{\"b\":[1]},\"c\"]")]
    [InlineData("[\"\\ud800\"]")]
    public void Tags_of_anything_but_texts_are_a_fault(string json) => Assert.Equal(["asset_tags"], Sample.FaultyWith($"\"asset_tags\":{json},\"app\":\"a\""));

    [Fact]
    public void There_are_64_tags_of_1024_bytes_at_most()
    {
        var most = Enumerable.Range(0, KeywordListField.MaxCount).Select(index => new string((char)('0' + index), KeywordField.MaxBytes)).ToArray();
        most[';' - '0'] = "semicolon";
        most['\\' - '0'] = "backslash";
        Assert.Equal(most, Sample.With($"\"asset_tags\":\"{string.Join(';', most)}\"").AssetTags);
        Assert.Equal(most, Sample.With($"\"asset_tags\":[\"{string.Join("\",\"", most)}\"]").AssetTags);
        Assert.Equal(["asset_tags"], Sample.FaultyWith($"\"asset_tags\":\"{string.Join(';', most)};more\""));
        Assert.Equal(["asset_tags"], Sample.FaultyWith($"\"asset_tags\":\"a;{most[0]}0\""));
        Assert.Equal(["asset_tags"], Sample.FaultyWith($"\"asset_tags\":[\"{most[0]}0\"]"));
    }
}
