using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Sentinel.Contracts;
using Sentinel.Ingestor.Tests.Consuming;
using Sentinel.Testing;
using Sentinel.Testing.Programs;
using Sentinel.Testing.Servers;

namespace Sentinel.Ingestor.Tests;

/// <summary>What a process tells of itself at <c>/metrics</c>, against what was published.</summary>
public sealed partial class MetricsTests(BrokerFixture brokers, EngineFixture engines) : EngineAndQueue(brokers, engines)
{
    private const string Taken = "sentinel_ingest_messages_total";

    /// <summary>A record of the wrong shape, one of a day that is not held, one ahead of the clock, and one that is taken.</summary>
    private static readonly byte[] Refused = Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$"""
        [{"src_ip":"10.0.0.1","dst_ip":"no address","last_seen":{{Some.Time}}},{"src_ip":"10.0.0.1","dst_ip":"10.0.0.2","last_seen":1000},
         {"src_ip":"10.0.0.1","dst_ip":"10.0.0.2","last_seen":{{Window.StartOf(Some.Day.AddDays(10_000))}}},{"src_ip":"10.0.0.1","dst_ip":"10.0.0.2","last_seen":{{Some.Time}}}]
        """));

    [Fact]
    public async Task They_add_up_to_what_was_published_also_after_a_kill_and_a_restart()
    {
        await using var engine = await NodeProxy.StartAsync(Engine.Url);
        var (port, traffic) = (FreePorts.Next(), Traffic.Of(12_000));
        var (before, after) = (traffic.Take(4).ToList(), traffic.Skip(4).ToList());
        (string Name, string Value)[] settings = [.. Queue.Settings, ("Sentinel:Storage:OpenSearch:Urls", engine.Url.ToString()), ("Sentinel:Retention:Days", "3650")];
        using var client = new HttpClient { BaseAddress = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")) };

        await using (var first = IngestorProcess.Start(settings, port))
        {
            await BecomesAsync(client, HttpStatusCode.OK);
            Assert.Equal((0, "", ""), await ProgramProcess.RunAsync("Sentinel.Ingestor", ["health"], Cancellation, ("Sentinel__Http__Url", $"{client.BaseAddress}")));
            await Queue.PublishAsync([.. before, .. before.Take(2)]);
            await Queue.PublishAsync(Refused);
            AssertAdded(await TakenAsync(client, before.Count + 3), FlowsOf(before) + FlowsOf(before.Take(2)), RowsOf(before) + 1, RowsOf(before.Take(2)), refused: 1);

            // What it has in hand when it dies it has counted nowhere, and the next counts it.
            engine.Script = _ => Task.FromResult<ProxiedAnswer?>(null);
            await Queue.PublishAsync(after);
            await Eventually.True(async () => (await ReadAsync(client))["""sentinel_ingest_retries_total{cause="unavailable"}"""] > 0, "it holds messages", Cancellation);
            await BecomesAsync(client, HttpStatusCode.ServiceUnavailable);
            await first.KillAsync();
        }

        engine.Script = request => request.PassAsync();
        await Queue.PublishAsync(before);
        await Queue.PublishAsync(Refused);
        await using var second = IngestorProcess.Start(settings, port);
        await BecomesAsync(client, HttpStatusCode.OK);
        var metrics = await TakenAsync(client, traffic.Count + 1);
        AssertAdded(metrics, FlowsOf(traffic), RowsOf(after), RowsOf(before) + 1, refused: 1);
        Assert.Empty(await Queue.DrainAsync(Queue.Name));
        Assert.All(AlertedOn(), selector => Assert.Contains(metrics.Keys, series => IsOf(series, selector)));
    }

    /// <summary>Whether the series has the name, and each label that is given a value; the job is Prometheus's own.</summary>
    private static bool IsOf(string series, Match selector) =>
        string.Equals(series.Split('{')[0], selector.Groups["name"].Value, StringComparison.Ordinal)
        && Label().Matches(selector.Groups["labels"].Value).Where(label => label.Groups["label"].Value is not "job").All(label => series.Contains(label.Value, StringComparison.Ordinal));

    /// <summary>What the alerts in the documents ask for.</summary>
    private static IReadOnlyList<Match> AlertedOn() => [.. Selector().Matches(File.ReadAllText(DocsFolder.File("how-to", "prometheus-rules.yml"))).Cast<Match>()];

    [GeneratedRegex(@"\b(?<name>(sentinel|http|dotnet)_\w+)(?=[\[{])(\{(?<labels>[^}]*)\})?", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Selector();

    [GeneratedRegex(@"\b(?<label>\w+)=""[^""]*""", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Label();

    /// <param name="refused">How often the message of which a part is refused was taken.</param>
    private static void AssertAdded(IReadOnlyDictionary<string, double> metrics, int flows, int rows, int duplicates, int refused)
    {
        Assert.Equal(flows + (4 * refused), metrics["sentinel_ingest_flows_total"]);
        Assert.Equal(rows, metrics["sentinel_ingest_rows_total"]);
        Assert.Equal(duplicates, metrics["sentinel_ingest_duplicates_total"]);
        foreach (var reason in (string[])["shape", "not_held", "ahead"]) Assert.Equal(refused, metrics[$$"""sentinel_ingest_quarantined_total{reason="{{reason}}"}"""]);
        Assert.Equal(0, metrics["""sentinel_ingest_quarantined_total{reason="rejected"}"""]);
        Assert.Equal(0, metrics["sentinel_ingest_bulks_in_flight"]);
        Assert.True(metrics["sentinel_ingest_bulk_duration_seconds_count"] > 0);
        Assert.Contains("""sentinel_ingest_bulk_duration_seconds_bucket{le="0.1"}""", metrics);
    }

    private static async Task<IReadOnlyDictionary<string, double>> TakenAsync(HttpClient client, int messages)
    {
        await Eventually.True(async () => (await ReadAsync(client))[Taken] >= messages, $"{messages} messages are taken", Cancellation);
        var metrics = await ReadAsync(client);
        Assert.Equal(messages, metrics[Taken]);
        return metrics;
    }

    private static async Task<IReadOnlyDictionary<string, double>> ReadAsync(HttpClient client) =>
        (await client.GetStringAsync(new Uri("/metrics", UriKind.Relative), Cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#')
            .ToDictionary(line => line[..line.LastIndexOf(' ')], line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture), StringComparer.Ordinal);

    private static Task BecomesAsync(HttpClient client, HttpStatusCode status) => Eventually.True(
        async () =>
        {
            try
            {
                using var ready = await client.GetAsync(new Uri("/health/ready", UriKind.Relative), Cancellation);
                return ready.StatusCode == status;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        },
        $"it answers {(int)status}",
        Cancellation);

    private static int FlowsOf(IEnumerable<Published> messages) => messages.Sum(message => message.Flows.Count);

    private static int RowsOf(IEnumerable<Published> messages) => messages.Sum(message => message.RowIds().Count());
}
