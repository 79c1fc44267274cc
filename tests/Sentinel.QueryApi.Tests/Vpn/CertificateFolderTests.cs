using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Sentinel.Hosting.Broker;
using Sentinel.QueryApi.Vpn;
using Sentinel.Storage.OpenSearch;
using Sentinel.Testing;
using Sentinel.Testing.Servers;

namespace Sentinel.QueryApi.Tests.Vpn;

public sealed class CertificateFolderTests : IDisposable
{
    private const long Hour = 3_600_000;

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Certificates_are_sorted_by_the_whole_days_they_have_left_and_other_files_are_left_out()
    {
        SomeCertificate.Write(folder.Path, "b.pem", Some.Time + (50 * Hour));
        SomeCertificate.Write(folder.Path, "a.crt", Some.Time + (50 * Hour));
        SomeCertificate.Write(folder.Path, "past.cer", Some.Time - (74 * Hour));
        SomeCertificate.Write(folder.Path, "today.CRT", Some.Time + Hour);
        SomeCertificate.Write(folder.Path, "no-ending", Some.Time + Hour);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "key.pem"), "-----BEGIN PRIVATE KEY-----\nAA==\n-----END PRIVATE KEY-----\n", Cancellation);
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "broken.crt"), "-----BEGIN CERTIFICATE-----\nAA==\n-----END CERTIFICATE-----\n", Cancellation);
        await using var host = await ApiHost.StartAsync(ApiHost.Embedded, new(StringComparer.Ordinal) { ["Sentinel:Certificates:Folder"] = folder.Path }, Cancellation);

        Answers.Equal(
            JsonNode.Parse("""
                {"success":true,"data":[
                  {"file":"past.cer","days_remaining":"-4 days","is_expired":true},
                  {"file":"today.CRT","days_remaining":"0 days","is_expired":false},
                  {"file":"a.crt","days_remaining":"2 days","is_expired":false},
                  {"file":"b.pem","days_remaining":"2 days","is_expired":false}]}
                """)!,
            await host.GetAsync("/api/v1/certificates", Cancellation));
        Assert.Contains(host.Log.Entries, entry => entry.Text.Contains("2 files in Sentinel:Certificates:Folder are no certificates", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Those_that_end_together_are_sorted_by_name()
    {
        foreach (var name in "hcfadgbe") SomeCertificate.Write(folder.Path, $"{name}.pem", Some.Time + Hour);
        using var certificates = new CertificateFolder(
            Options.Create(new CertificateOptions { Folder = folder.Path }), TimeProvider.System, NullLogger<CertificateFolder>.Instance);
        Assert.Equal("abcdefgh", string.Concat((await certificates.ListAsync(Cancellation)).Select(certificate => certificate.File[0])));
    }

    [Fact]
    public async Task Whoever_asks_has_what_was_there_by_then_however_many_ask()
    {
        using var certificates = new CertificateFolder(
            Options.Create(new CertificateOptions { Folder = folder.Path }), TimeProvider.System, NullLogger<CertificateFolder>.Instance);
        for (var count = 1; count <= 20; count++)
        {
            SomeCertificate.Write(folder.Path, string.Create(CultureInfo.InvariantCulture, $"{count}.pem"), Some.Time + Hour);
            var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Task.Run(() => certificates.ListAsync(Cancellation), Cancellation)));
            Assert.All(answers, answer => Assert.Equal(count, answer.Count));
        }
    }

    [Fact]
    public async Task Those_who_ask_while_it_is_read_share_one_reading_more()
    {
        using var time = new HeldTime();
        using var certificates = new CertificateFolder(Options.Create(new CertificateOptions { Folder = folder.Path }), time, NullLogger<CertificateFolder>.Instance);
        var first = Task.Run(() => certificates.ListAsync(Cancellation), Cancellation);
        await time.Reached.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        SomeCertificate.Write(folder.Path, "new.pem", Some.Time + Hour);
        var others = Enumerable.Range(0, 10).Select(_ => certificates.ListAsync(Cancellation)).ToList();
        time.Release();
        await first;
        foreach (var other in others) Assert.Single(await other);
        Assert.Equal(2, time.Readings);
    }

    [Fact]
    public async Task A_token_with_a_filter_sees_none_since_they_have_none_of_its_fields()
    {
        SomeCertificate.Write(folder.Path, "bob.pem", Some.Time + Hour);
        await using var host = await ApiHost.StartAsync(ApiHost.Embedded, new(StringComparer.Ordinal) { ["Sentinel:Certificates:Folder"] = folder.Path }, Cancellation);
        foreach (var (filter, files) in new[] { ("", 1), (",\"filter\":{\"project_id\":\"a\"}", 0) })
        {
            using var client = await host.ClientWithTokenAsync($"\"scopes\":[\"flows:read\"]{filter}", Cancellation);
            var answer = JsonNode.Parse(await client.GetStringAsync(ApiHost.Path("/api/v1/certificates"), Cancellation))!;
            Assert.Equal(files, answer["data"]!.AsArray().Count);
        }
    }

    [Fact]
    public async Task They_are_listed_while_the_store_is_away_and_say_nothing_of_its_data()
    {
        SomeCertificate.Write(folder.Path, "a.pem", Some.Time + (50 * Hour));
        await using var host = await ApiHost.StartAsync(
            (services, configuration) => services.AddOpenSearchStore(configuration).AddRabbitMqPublishing(configuration),
            new(StringComparer.Ordinal) { ["Sentinel:Storage:OpenSearch:Urls"] = $"http://127.0.0.1:{FreePorts.Next()}", ["Sentinel:Certificates:Folder"] = folder.Path },
            Cancellation);
        using var answer = await host.Client.GetAsync(ApiHost.Path("/api/v1/certificates"), Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("a.pem", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Sentinel-Data-Until"));
    }

    [Fact]
    public async Task Without_a_folder_there_are_none()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        Answers.Equal(JsonNode.Parse("""{"success":true,"data":[]}""")!, await host.GetAsync("/api/v1/certificates", Cancellation));
    }

    /// <summary>Asked once a reading; the first waits.</summary>
    private sealed class HeldTime : TimeProvider, IDisposable
    {
        private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly ManualResetEventSlim released = new();
        private int readings;

        public Task Reached => reached.Task;

        public int Readings => readings;

        public void Release() => released.Set();

        public void Dispose() => released.Dispose();

        public override DateTimeOffset GetUtcNow()
        {
            Interlocked.Increment(ref readings);
            reached.TrySetResult();
            released.Wait(Cancellation);
            return DateTimeOffset.FromUnixTimeMilliseconds(Some.Time);
        }
    }
}
