using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Sentinel.Storage.OpenSearch.Tests;

public sealed class OptionsTests
{
    [Fact]
    public void The_defaults_are_right() => Assert.Empty(new OpenSearchOptions().Faults());

    [Theory]
    [InlineData("200ms", 200)]
    [InlineData("5s", 5_000)]
    [InlineData("2m", 120_000)]
    [InlineData("00:00:01.5", 1_500)]
    public void A_refresh_interval_is_read_as_engines_and_as_NET_write_it(string text, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), new OpenSearchOptions { RefreshInterval = text }.Refresh);

    [Fact]
    public void A_request_timeout_is_written_the_same_way() =>
        Assert.Equal(TimeSpan.FromMinutes(2), new OpenSearchOptions { RequestTimeout = "2m" }.Timeout);

    [Fact]
    public async Task An_empty_text_counts_as_absent()
    {
        await using var store = Engine.Store(
            new("http://127.0.0.1:9200"),
            ("Username", ""), ("Password", ""), ("ApiKey", ""), ("CertificateAuthority", ""), ("RefreshInterval", ""), ("RequestTimeout", ""));
        var options = store.GetRequiredService<IOptions<OpenSearchOptions>>().Value;
        Assert.Equal((null, null, null, null), (options.Username, options.Password, options.ApiKey, options.CertificateAuthority));
        Assert.Equal((TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(60)), (options.Refresh, options.Timeout));
    }

    [Theory]
    [InlineData("Urls", "")]
    [InlineData("Urls", "localhost:9200")]
    [InlineData("Urls", "http://a:9200, ftp://b")]
    [InlineData("Urls", "https://user:hunter2@host:9200")]
    [InlineData("Username", "alone")]
    [InlineData("CertificateAuthority", "/no/such/file.pem")]
    [InlineData("Shards", "0")]
    [InlineData("RefreshInterval", "-00:00:01")]
    [InlineData("RefreshInterval", "5")]
    [InlineData("RefreshInterval", "soon")]
    [InlineData("RefreshInterval", "1h")]
    [InlineData("RefreshInterval", "2147483647h")]
    [InlineData("RequestTimeout", "00:00:05")]
    [InlineData("RequestTimeout", "60")]
    [InlineData("RequestTimeout", "2147483647h")]
    public async Task A_wrong_setting_stops_the_start_with_a_sentence_that_names_it(string name, string value)
    {
        await using var store = Engine.Store(new("http://127.0.0.1:9200"), (name, value));
        var fault = Assert.Throws<OptionsValidationException>(() => store.GetRequiredService<IOptions<OpenSearchOptions>>().Value);
        Assert.Contains($"{OpenSearchOptions.Section}:{name}", Assert.Single(fault.Failures), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", fault.Message, StringComparison.Ordinal);
    }
}
