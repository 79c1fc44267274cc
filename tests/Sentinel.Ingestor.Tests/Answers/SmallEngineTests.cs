using Sentinel.Testing;
using Sentinel.Testing.Servers;

namespace Sentinel.Ingestor.Tests.Answers;

/// <summary>An engine with room for little: one bulk at work, one waiting, and no body above 1 MB.</summary>
public sealed class SmallEngineTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bulks_that_are_too_large_are_halved_and_rows_that_find_the_queue_full_are_sent_again()
    {
        await using var engine = new OpenSearchNode("http.max_content_length=1mb", "thread_pool.write.size=1", "thread_pool.write.queue_size=1");
        await engine.StartAsync(Cancellation);
        await using var proxy = await NodeProxy.StartAsync(engine.Url);
        var (tooLarge, putOff) = (0, 0);
        proxy.Script = async request =>
        {
            var answer = await request.PassAsync();
            if (answer is { Status: 413 }) Interlocked.Increment(ref tooLarge);
            if (request.IsBulk && answer!.Body.AsSpan().IndexOf("\"status\":429"u8) >= 0) Interlocked.Increment(ref putOff);
            return answer;
        };
        await using var ingestor = await RunningIngestor.OpenSearchAsync(proxy.Url, new Warnings(), haste: 1);
        var messages = Enumerable.Range(0, 30).Select(_ => Published.Of(Some.Batch(2_000, (flow, index) => flow.SrcPort = index))).ToList();

        await Task.WhenAll(messages.Select(message => ingestor.Pipeline.TakeAsync(message.Body, default, Cancellation)));

        Assert.True(tooLarge > 0 && putOff > 0, $"{tooLarge} bulks were too large, {putOff} had rows put off");
        await Conservation.ComesToHoldAsync(ingestor.Reader, messages);
        Assert.Empty(await ingestor.Quarantine.ListAsync(10, Cancellation));
    }
}
