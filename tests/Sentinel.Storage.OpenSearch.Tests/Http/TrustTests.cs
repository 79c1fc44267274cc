using Microsoft.Extensions.DependencyInjection;
using Sentinel.Testing;
using Sentinel.Testing.Servers;

namespace Sentinel.Storage.OpenSearch.Tests.Http;

/// <summary>What a person has to mend is told in a sentence that names the setting and the node.</summary>
public sealed class TrustTests : IDisposable
{
    private readonly TestAuthority authority = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => authority.Dispose();

    [Fact]
    public async Task A_certificate_of_the_authority_in_the_settings_is_trusted()
    {
        await using var node = await StartAsync(authority.Issue());
        await using var store = Engine.Store(node.Url, ("CertificateAuthority", authority.File));
        Assert.Empty(await store.GetRequiredService<IFlowDays>().ListAsync(Cancellation));
    }

    [Fact]
    public async Task A_certificate_that_has_expired_is_told() =>
        await IsToldAsync(authority.Issue(hasExpired: true), authority.File, "has a certificate that has expired, or is not valid yet.");

    [Fact]
    public async Task A_certificate_for_another_name_is_told() =>
        await IsToldAsync(authority.Issue("elsewhere.example"), authority.File, "has a certificate for another name than 127.0.0.1; check Urls.");

    [Fact]
    public async Task A_certificate_of_another_authority_is_told()
    {
        using var other = new TestAuthority();
        await IsToldAsync(other.Issue(), authority.File, "has a certificate of an authority that is not trusted; check CertificateAuthority.");
        await IsToldAsync(other.Issue(), "", "has a certificate of an authority that is not trusted; check CertificateAuthority.");
    }

    [Fact]
    public async Task Https_where_the_node_speaks_http_is_told()
    {
        await using var node = await NodeProxy.StartAsync();
        var url = new UriBuilder(node.Url) { Scheme = "https" }.Uri;
        await using var store = Engine.Store(url);
        var fault = await Assert.ThrowsAsync<StoreForbiddenException>(() => store.GetRequiredService<IFlowDays>().ListAsync(Cancellation));
        Assert.StartsWith($"Sentinel:Storage:OpenSearch: {url.GetLeftPart(UriPartial.Authority)} is not trusted; check Urls", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_node_that_is_not_trusted_is_passed_over()
    {
        await using var expired = await StartAsync(authority.Issue(hasExpired: true));
        await using var node = await StartAsync(authority.Issue());
        await using var store = Engine.Store(node.Url, ("Urls", $"{expired.Url},{node.Url}"), ("CertificateAuthority", authority.File));
        for (var attempt = 0; attempt < 3; attempt++) Assert.Empty(await store.GetRequiredService<IFlowDays>().ListAsync(Cancellation));
    }

    [Theory]
    [InlineData(200, "<html>Welcome</html>")]
    [InlineData(200, """{"name":"something else"}""")]
    [InlineData(404, "not here")]
    public async Task What_is_no_engine_is_told(int status, string body)
    {
        await using var node = await FakeNode.StartAsync(_ => (status, body));
        await using var store = Engine.Store(node.Url);
        var fault = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.GetRequiredService<IFlowDays>().PrepareAsync(Cancellation));
        Assert.Equal("Sentinel:Storage:OpenSearch:Urls: what answers is neither OpenSearch nor Elasticsearch", fault.Message);
    }

    [Fact]
    public async Task An_engine_that_is_too_old_is_told()
    {
        await using var node = await FakeNode.StartAsync(_ => (200, """{"version":{"number":"7.9.3"}}"""));
        await using var store = Engine.Store(node.Url);
        var fault = await Assert.ThrowsAsync<StoreForbiddenException>(() => store.GetRequiredService<IFlowDays>().PrepareAsync(Cancellation));
        Assert.Equal("Sentinel:Storage:OpenSearch:Urls: Elasticsearch 7.9.3 is too old: 7.17 or later is needed.", fault.Message);
    }

    [Theory]
    [InlineData("Username", "someone", "Password", "hunter2", "refuses the user someone (401); check Username and Password.")]
    [InlineData("ApiKey", "a2V5", "ApiKey", "a2V5", "refuses the API key (401); check ApiKey.")]
    [InlineData("ApiKey", "", "Username", "", "refuses us without a name (401); set Username and Password, or ApiKey.")]
    public async Task Who_is_not_let_in_is_told(string first, string value, string second, string other, string sentence)
    {
        await using var node = await FakeNode.StartAsync(_ => (401, "Unauthorized"));
        await using var store = Engine.Store(node.Url, (first, value), (second, other));
        var fault = await Assert.ThrowsAsync<StoreForbiddenException>(() => store.GetRequiredService<IFlowDays>().PrepareAsync(Cancellation));
        Assert.Equal($"Sentinel:Storage:OpenSearch: {node.Url.GetLeftPart(UriPartial.Authority)} {sentence}", fault.Message);
    }

    private static async Task<NodeProxy> StartAsync(TestCertificate certificate)
    {
        var node = await NodeProxy.StartAsync(certificate: certificate);
        node.Script = request => Task.FromResult<ProxiedAnswer?>(
            new(200, request.Path.Contains("/_doc/", StringComparison.Ordinal) ? """{"found":false}"""u8.ToArray() : "{}"u8.ToArray()));
        return node;
    }

    private static async Task IsToldAsync(TestCertificate certificate, string authority, string sentence)
    {
        await using var node = await StartAsync(certificate);
        await using var store = Engine.Store(node.Url, ("CertificateAuthority", authority));
        var fault = await Assert.ThrowsAsync<StoreForbiddenException>(() => store.GetRequiredService<IFlowDays>().ListAsync(Cancellation));
        Assert.Equal($"Sentinel:Storage:OpenSearch: {node.Url.GetLeftPart(UriPartial.Authority)} {sentence}", fault.Message);
    }
}
