using Sentinel.Testing;

namespace Sentinel.Ingestor.Tests.Consuming;

/// <summary>Many messages of traffic as networks have it.</summary>
internal static class Traffic
{
    private const int FlowsPerMessage = 1_500;

    public static IReadOnlyList<Published> Of(int flows)
    {
        var conversations = new Conversations(new(Seed.Value), Some.Time);
        return [.. Enumerable.Range(0, flows).Chunk(FlowsPerMessage).Select(part => Published.Of(new(
            Guid.CreateVersion7().ToString(), Conversations.Exporter, [.. part.Select(_ => conversations.Next(back: 36 * 3_600_000))])))];
    }
}
