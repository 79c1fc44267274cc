using System.Diagnostics;
using System.Text.Json;
using Sentinel.Contracts;
using Sentinel.Flows.Decoding;
using Sentinel.Flows.Merging;

namespace Sentinel.Benchmarks.Labels;

/// <summary>What an ingestor does with a flow before it labels it: the least beside which labelling must be small.</summary>
internal static class Preparation
{
    private const int Rounds = 5;

    /// <summary>Nanoseconds a flow, of each message the median.</summary>
    public static double Measure(IEnumerable<Conversation[]> messages)
    {
        var (sum, flows) = (0.0, 0);
        foreach (var message in messages)
        {
            var body = BodyOf(message);
            sum += Enumerable.Range(0, Rounds).Select(_ => Prepare(body).TotalNanoseconds).Order().ElementAt(Rounds / 2);
            flows += message.Length;
        }

        return sum / flows;
    }

    private static TimeSpan Prepare(byte[] body)
    {
        var started = Stopwatch.GetTimestamp();
        FlowMerger.Merge(FlowDecoder.Decode(body, new(null)));
        return Stopwatch.GetElapsedTime(started);
    }

    private static byte[] BodyOf(Conversation[] message)
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body)) FlowJson.Write(json, new FlowBatch("bench", null, Array.ConvertAll(message, conversation => conversation.ToFlow())));
        return body.ToArray();
    }
}
