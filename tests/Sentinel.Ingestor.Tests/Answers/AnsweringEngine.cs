using System.Text;
using Sentinel.Storage;
using Sentinel.Testing;
using Sentinel.Testing.Servers;

namespace Sentinel.Ingestor.Tests.Answers;

/// <summary>A message's whole way into a real engine that answers as a test has it: directly, or through a proxy that a script commands.</summary>
[Collection(nameof(EngineFixture))]
public abstract class AnsweringEngine(EngineFixture engines) : IAsyncLifetime
{
    /// <summary>Of <see cref="Some.Day"/>.</summary>
    protected const string TodaysIndex = "flows-2026.11.20";

    internal NodeProxy Proxy { get; private set; } = null!;

    protected OpenSearchNode Engine { get; private set; } = null!;

    private protected RunningIngestor Ingestor { get; private set; } = null!;

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>How many times faster than the real one the ingestor's clock runs.</summary>
    protected virtual int Haste => 1;

    /// <summary>Of the ingestor, beside the engine's address.</summary>
    protected virtual (string Name, string Value)[] Settings => [];

    public virtual async ValueTask InitializeAsync()
    {
        Engine = await engines.EmptyAsync(Cancellation);
        Proxy = await NodeProxy.StartAsync(Engine.Url);
        Ingestor = await RunningIngestor.OpenSearchAsync(Proxy.Url, new Warnings(), Haste, Settings);
    }

    public virtual async ValueTask DisposeAsync()
    {
        if (Ingestor is not null) await Ingestor.DisposeAsync();
        if (Proxy is not null) await Proxy.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private protected static ProxiedAnswer Says(int status, string body = "{}") => new(status, Encoding.UTF8.GetBytes(body));

    /// <summary>So many messages, each of so many flows that do not merge.</summary>
    private protected static IReadOnlyList<Published> Messages(int messages, int flows = 50) =>
        [.. Enumerable.Range(0, messages).Select(_ => Published.Of(Some.Batch(flows, (flow, index) => flow.SrcPort = index)))];

    private protected Task TakeAsync(IEnumerable<Published> messages) =>
        Task.WhenAll(messages.Select(message => Ingestor.Pipeline.TakeAsync(message.Body, default, Cancellation)));

    /// <summary>All that came in is stored once, and nothing in quarantine.</summary>
    private protected async Task AreStoredAsync(IReadOnlyList<Published> messages)
    {
        await Engine.SendAsync(HttpMethod.Post, "flows-*/_refresh", null, Cancellation);
        await Conservation.HoldsAsync(Ingestor.Reader, messages);
        Assert.Empty(await QuarantinedAsync());
    }

    /// <summary>One record of the message is in quarantine, as it came, and the rest of it is stored, as the others are.</summary>
    private protected async Task<QuarantinedRecord> IsStoredButAsync(Published message, int index, params Published[] others)
    {
        var rest = message with { Flows = message.Flows.Where(flow => flow.Key != index).ToDictionary() };
        await Engine.SendAsync(HttpMethod.Post, "flows-*/_refresh", null, Cancellation);
        await Conservation.HoldsAsync(Ingestor.Reader, [rest, .. others]);
        var record = Assert.Single(await QuarantinedAsync());
        Assert.Equal(message.Identity.RecordIdOf(index).ToString(), record.Id);
        return record;
    }

    private async Task<IReadOnlyList<QuarantinedRecord>> QuarantinedAsync()
    {
        await Engine.SendAsync(HttpMethod.Post, "quarantine-flows-*/_refresh", null, Cancellation);
        return await Ingestor.Quarantine.ListAsync(100, Cancellation);
    }
}
