using Sentinel.Flows.Publishing;
using Sentinel.Testing;

namespace Sentinel.Ingestor.Tests;

public sealed class PipelinePublisherTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_confirmed_when_its_rows_are_in_the_store()
    {
        using var folder = new TemporaryFolder();
        await using var ingestor = await RunningIngestor.EmbeddedAsync(folder.Path);
        var message = Published.Of(Some.Batch(100));

        await new PipelinePublisher(ingestor.Pipeline, TimeProvider.System).TakeAsync(message.Body, "", Cancellation);

        await Conservation.HoldsAsync(ingestor.Reader, [message]);
    }

    [Fact]
    public async Task A_message_is_not_confirmed_while_the_store_is_away()
    {
        var engine = new Uri($"http://127.0.0.1:{Testing.Servers.FreePorts.Next()}");
        await using var ingestor = await RunningIngestor.OpenSearchAsync(engine);
        var time = new ManualTime();

        var taking = new PipelinePublisher(ingestor.Pipeline, time).TakeAsync(Published.Of(Some.Batch()).Body, "", Cancellation);
        Assert.False(taking.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(10));

        await Assert.ThrowsAsync<NotConfirmedException>(() => taking);
    }
}
