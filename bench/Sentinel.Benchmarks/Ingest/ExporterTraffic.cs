using System.Text.Json;
using Sentinel.Contracts;
using Sentinel.Flows.Decoding;
using Sentinel.Flows.Merging;
using Sentinel.Testing;

namespace Sentinel.Benchmarks.Ingest;

/// <summary>
/// The last two hours of four exporters in the order of time: 20,000 clients and 100,000 servers, both zipf.
/// </summary>
internal sealed record ExporterTraffic(IReadOnlyList<byte[]> Messages, IReadOnlyList<FlowRow> Rows)
{
    private const int Exporters = 4;

    private static readonly TimeSpan Span = TimeSpan.FromHours(2);

    public static ExporterTraffic Make(int flows, int flowsPerMessage, int seed)
    {
        var random = new Random(seed);
        var (clients, servers) = (new Zipf(20_000), new Zipf(100_000));
        var end = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        var start = end - (long)Span.TotalMilliseconds;
        var messages = new List<byte[]>();
        var rows = new List<FlowRow>(flows);
        for (var sent = 0; sent < flows; sent += flowsPerMessage)
        {
            var now = start + (long)((double)sent / flows * (end - start));
            var exporter = Address.FromV4(0xC000_0201 + (uint)(messages.Count % Exporters));
            var batch = new FlowBatch(
                $"bench-{seed}-{start}-{messages.Count}",
                exporter,
                [.. Enumerable.Range(0, Math.Min(flowsPerMessage, flows - sent)).Select(_ => FlowAt(now))]);
            using var body = new MemoryStream();
            using (var json = new Utf8JsonWriter(body)) FlowJson.Write(json, batch);
            messages.Add(body.ToArray());
            rows.AddRange(FlowMerger.Merge(FlowDecoder.Decode(messages[^1], new(null))).Select(merged => merged.Row));
        }

        return new(messages, rows);

        Flow FlowAt(long now)
        {
            var packets = random.NextInt64(1, 1_000);
            var (request, response) = (packets * random.NextInt64(40, 200), packets * random.NextInt64(40, 1_400));
            var lastSeen = now - random.NextInt64(15_000);
            return new()
            {
                FirstSeen = lastSeen - random.NextInt64(60_000),
                LastSeen = lastSeen,
                SrcIp = Address.FromV4(0x0A00_0000 + (uint)clients.Next(random)),
                DstIp = Address.FromV4(0xC633_0000 + (uint)servers.Next(random)),
                SrcPort = random.Next(1_024, 65_536),
                DstPort = random.Next(4) == 0 ? random.Next(1, 10_000) : 443,
                Protocol = random.Next(5) == 0 ? 17 : 6,
                TcpFlags = random.Next(64),
                Version = 9,
                RequestBytes = request,
                ResponseBytes = response,
                Bytes = request + response,
                Packets = packets,
                InIf = random.Next(8),
                OutIf = random.Next(8),
            };
        }
    }
}
