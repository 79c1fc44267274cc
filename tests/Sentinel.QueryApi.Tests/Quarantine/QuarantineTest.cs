using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Sentinel.Contracts;
using Sentinel.Flows.Decoding;
using Sentinel.Flows.Merging;
using Sentinel.QueryApi.Publishing;
using Sentinel.QueryApi.Tests.Publishing;
using Sentinel.Storage;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests.Quarantine;

/// <summary>The API over the embedded store, without a broker: what is sent again is carried out when it is answered.</summary>
public abstract class QuarantineTest : IAsyncLifetime
{
    protected const string Path = "/api/v1/quarantine";

    /// <summary>Half an hour ahead of the tests' clock.</summary>
    protected static long Ahead { get; } = Some.Time + 1_800_000;

    private protected ApiHost Host { get; private set; } = null!;

    private protected IQuarantine Quarantine => Host.App.Services.GetRequiredService<IQuarantine>();

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => Host = await ApiHost.StartAsync(Cancellation);

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>A batch of flows at a time; those of the same port make a row.</summary>
    protected static string Batch(string id, long time, params int[] ports) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"batch_id":"{{id}}","exporter_ip":"10.9.9.9","flows":[{{string.Join(',', ports.Select((port, index) => Flow(time, port, index)))}}]}""");

    protected static string Flow(long time, int port, int bytes = 100) => string.Create(
        CultureInfo.InvariantCulture, $$"""{"src_ip":"10.0.0.1", "dst_ip":"192.0.2.1","dst_port":{{port}},"bytes":{{bytes}},"packets":1,"last_seen":{{time}}}""");

    protected async Task PublishAsync(params string[] bodies)
    {
        foreach (var body in bodies)
        {
            using var answer = await Host.PublishAsync(body, Cancellation);
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        }
    }

    protected Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? body = null) => Host.Client.SendAsync(
        new(method, ApiHost.Path(path)) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json") }, Cancellation);

    /// <summary>Sends again, and returns the answer.</summary>
    protected async Task<JsonNode> ResendAsync(string path, string? body = null)
    {
        using var answer = await SendAsync(HttpMethod.Post, path, body);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.StatusCode == HttpStatusCode.Accepted, text);
        return JsonNode.Parse(text)!;
    }

    protected async Task<IReadOnlyList<QuarantinedRecord>> QuarantinedAsync() =>
        [.. (await Quarantine.ListAsync(1_000, Cancellation)).OrderBy(record => record.Origin?.Row, StringComparer.Ordinal).ThenBy(record => record.Origin?.Place)];

    /// <summary>What the audit log has of this action, in any order.</summary>
    protected async Task<IReadOnlyList<AuditEntry>> RecordedAsync(string action) =>
        [.. (await Host.App.Services.GetRequiredService<IAuditLog>().ListAsync(100, Cancellation)).Where(entry => string.Equals(entry.Action, action, StringComparison.Ordinal))];

    /// <summary>
    /// What goes in comes out: of the rows that the bodies' messages make when nothing is refused, the store holds those with this judgement,
    /// each once under its id with its sums; the records of the others lie in quarantine, each once.
    /// </summary>
    protected async Task ConservedAsync(IEnumerable<string> bodies, Func<Flow, bool> stored)
    {
        var (rows, quarantined) = (new List<(string Id, long, long, long)>(), new List<string>());
        foreach (var body in bodies)
        {
            var whole = FlowDecoder.Decode(Encoding.UTF8.GetBytes(body), default);
            foreach (var part in MessageParts.Cut(whole, new(whole.DeclaredId!, "batch_id")))
            {
                var message = FlowDecoder.Decode(part.Body, default);
                var merged = FlowMerger.Merge(message);
                rows.AddRange(merged.Where(row => stored(row.Row.Flow)).Select(row => Told(row.Row)));
                quarantined.AddRange(merged.Where(row => !stored(row.Row.Flow)).SelectMany(row => row.Records).Select(index => message.IdOf(index).ToString()));
            }
        }

        var page = await Host.App.Services.GetRequiredService<IFlowReader>().FindAsync(new(Selection.Everything, RowOrder.NewestFirst, 0, 1_000), Cancellation);
        Assert.Equal(rows.Distinct().OrderBy(row => row.Id, StringComparer.Ordinal), page.Rows.Select(Told).OrderBy(row => row.Id, StringComparer.Ordinal));
        Assert.Equal(quarantined.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), (await QuarantinedAsync()).Select(record => record.Id).Order(StringComparer.Ordinal));
    }

    private static (string Id, long Bytes, long Packets, long Flows) Told(FlowRow row) => (row.Id.ToString(), row.Flow.Bytes, row.Flow.Packets, row.Flow.FlowCount);
}
