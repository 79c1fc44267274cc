using Sentinel.Contracts;

namespace Sentinel.Benchmarks.Labels;

/// <summary>Who asked whom, and which exporter saw it.</summary>
internal readonly record struct Conversation(Address Exporter, Address Client, Address Server, string? Host)
{
    /// <summary>A flow of it without labels, new as decoding leaves it, its host's text included.</summary>
    public Flow ToFlow() => new()
    {
        ExporterIp = Exporter, SrcIp = Client, DstIp = Server, DstHost = Host is null ? null : new string(Host),
        SrcPort = 40_000, DstPort = 443, Protocol = 6, Bytes = 1_500, RequestBytes = 1_500,
    };
}
