using System.Globalization;
using Sentinel.Testing;
using Sentinel.Testing.Programs;
using Sentinel.Testing.Servers;

namespace Sentinel.Standalone.Tests;

/// <summary>The counters that a VPN server writes down are the bytes that the API answers, whoever dies meanwhile.</summary>
public sealed class VpnStatusTests : IDisposable
{
    private const int Looks = 4;

    /// <summary>Epoch seconds; each look is a second later.</summary>
    private readonly long start = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() - Looks;

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string StatusFile => Path.Combine(folder.Path, "status.log");

    private (string Name, string Value)[] Settings =>
    [
        ("Sentinel:Vpn:StatusFiles", StatusFile), ("Sentinel:Vpn:Interval", "00:00:01"), ("Sentinel:Vpn:Server", "198.51.100.1"),
    ];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_process_that_is_killed_again_and_again_counts_every_byte_once()
    {
        for (var look = 1; look <= Looks; look++)
        {
            await using var sentinel = await StandaloneProcess.StartAsync(
                Path.Combine(folder.Path, "data"), Cancellation, settings: [.. Settings.Select(setting => (setting.Name.Replace(":", "__", StringComparison.Ordinal), setting.Value))]);
            await WriteStatusAsync(look);
            // All but the first and the last are killed as soon as anything has come of their look, confirmed or not.
            if (look is 1 or Looks) await AnswersAsync(sentinel, look);
            else await Eventually.True(() => Directory.EnumerateFiles(Path.Combine(folder.Path, "data", "collector"), "*.json").Any(file => File.ReadAllText(file).Contains($"{(start + look) * 1_000}", StringComparison.Ordinal)), "the look is kept", Cancellation);
        }
    }

    [Fact]
    public async Task A_collector_on_another_machine_publishes_to_the_broker()
    {
        await using var broker = new RabbitMqBroker();
        await broker.StartAsync(Cancellation);
        (string Name, string Value) url = ("Sentinel:RabbitMq:Url", broker.Url.ToString());
        await using var sentinel = await StandaloneProcess.StartAsync(Path.Combine(folder.Path, "data"), Cancellation, settings: ("Sentinel__RabbitMq__Url", url.Value));
        await WriteStatusAsync(1);
        await using var collector = CollectorProcess.Start([.. Settings, url, ("Sentinel:Collector:Folder", Path.Combine(folder.Path, "collector"))]);
        await AnswersAsync(sentinel, 1);
        await WriteStatusAsync(2);
        await AnswersAsync(sentinel, 2);
    }

    private static async Task AnswersAsync(StandaloneProcess sentinel, int look) => await Eventually.Passes(
        async () =>
        {
            var rows = (await sentinel.GetAsync("/api/v1/flows?subscriber=alice&limit=10000", Cancellation)).GetProperty("flows").EnumerateArray().ToList();
            Assert.Equal((look * 1_000, look * 10), (Sum("outbound"), Sum("inbound")));
            Assert.All(rows, row => Assert.Equal("198.51.100.1", row.GetProperty("exporter_ip").GetString()));

            long Sum(string direction) => rows.Where(row => string.Equals(row.GetProperty("direction").GetString(), direction, StringComparison.Ordinal)).Sum(row => row.GetProperty("bytes").GetInt64());
        },
        Cancellation,
        within: TimeSpan.FromSeconds(60));

    private async Task WriteStatusAsync(int look) => await File.WriteAllTextAsync(StatusFile, string.Create(CultureInfo.InvariantCulture, $"""
        TITLE,OpenVPN 2.6.3
        TIME,now,{start + look}
        HEADER,CLIENT_LIST,Common Name,Real Address,Virtual Address,Bytes Received,Bytes Sent,Connected Since,Connected Since (time_t),Client ID
        CLIENT_LIST,alice,203.0.113.5:51820,10.8.0.2,{look * 1_000},{look * 10},now,{start},7
        END

        """), Cancellation);
}
