using Sentinel.Testing;

namespace Sentinel.Ingestor.Tests;

/// <summary>The property of the decoder and merger, held by the pipelines over a real store: see its namesake in the tests of flows.</summary>
public sealed class AnyDeliveryTests
{
    private const int Writers = 4;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Any_split_repeat_and_permutation_of_messages_over_several_pipelines_gives_the_same_store()
    {
        using var folder = new TemporaryFolder();
        await using var pipelines = await SeveralPipelines.StartAsync(Writers, folder.Path);
        var random = new Random(Seed.Value);
        var conversations = new Conversations(random, Some.Time);
        var messages = Enumerable.Range(0, 120).Select(number => Published.Of(new(
            $"batch {number % 100}", Conversations.Exporter, [.. Enumerable.Range(0, 1 + random.Next(300)).Select(_ => conversations.Next(back: 36 * 3_600_000))]))).ToList();
        var deliveries = messages.SelectMany(message => Enumerable.Repeat(message, random.Next(1, 5))).ToArray();
        random.Shuffle(deliveries);

        var left = await Task.WhenAll(deliveries.Chunk(1 + (deliveries.Length / Writers)).Zip(pipelines.All).Select(part => TakeAsync(part.Second, part.First, random.Next())));
        // What a writer lost on the way is delivered again, to another.
        await Task.WhenAll(left.SelectMany(part => part).Select((message, index) => pipelines.All[index % Writers].TakeAsync(message.Body, default, Cancellation)));

        await Conservation.HoldsAsync(pipelines.Reader, messages);
    }

    /// <summary>All at once; returns those that were cut off, as by a death of the writer: nothing is known of them.</summary>
    private static async Task<IReadOnlyList<Published>> TakeAsync(IngestPipeline pipeline, Published[] messages, int seed)
    {
        var random = new Random(seed);
        var taken = await Task.WhenAll(messages.Select(message => TryTakeAsync(pipeline, message, random.Next(4) == 0 ? random.Next(1, 100) : null)));
        return [.. messages.Zip(taken).Where(message => !message.Second).Select(message => message.First)];
    }

    private static async Task<bool> TryTakeAsync(IngestPipeline pipeline, Published message, int? cutAfter)
    {
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        if (cutAfter is { } milliseconds) cut.CancelAfter(milliseconds);
        try
        {
            await pipeline.TakeAsync(message.Body, default, cut.Token);
            return true;
        }
        catch (OperationCanceledException) when (!Cancellation.IsCancellationRequested)
        {
            return false;
        }
    }
}
