using System.Text;
using System.Text.Json.Nodes;
using Sentinel.Flows.Publishing;

namespace Sentinel.Collector.Tests.VpnStatus;

/// <summary>Remembers what was published, in order; confirms it, or refuses.</summary>
internal sealed class Messages : IFlowPublisher
{
    private readonly List<string> confirmed = [];

    public bool Refuses { get; set; }

    /// <summary>Of a kind that no publisher says it throws.</summary>
    public Exception? Failure { get; set; }

    public List<(string Id, string Body)> Tried { get; } = [];

    public Task TakeAsync(ReadOnlyMemory<byte> body, string declaredId, CancellationToken cancellation)
    {
        var text = Encoding.UTF8.GetString(body.Span);
        Tried.Add((declaredId, text));
        if (Failure is not null) throw Failure;
        if (Refuses) throw new NotConfirmedException("refused");
        confirmed.Add(text);
        return Task.CompletedTask;
    }

    /// <summary>Bytes of all flows, a sum for each message.</summary>
    public IEnumerable<long> SumsOfConfirmed() =>
        confirmed.Select(body => JsonNode.Parse(body)!["flows"]!.AsArray().Sum(flow => flow!["bytes"]!.GetValue<long>()));
}
