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

        await new PipelinePublisher(ingestor.Pipeline).TakeAsync(message.Body, "", Cancellation);

        await Conservation.HoldsAsync(ingestor.Reader, [message]);
    }

    [Fact]
    public async Task A_caller_who_stops_waiting_while_the_store_is_away_is_told_so()
    {
        await using var ingestor = await WithoutStoreAsync();
        using var patience = new CancellationTokenSource();

        var taking = new PipelinePublisher(ingestor.Pipeline).TakeAsync(Published.Of(Some.Batch()).Body, "", patience.Token);
        Assert.False(taking.IsCompleted);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => taking);
    }

    [Fact]
    public async Task A_message_is_not_confirmed_when_the_process_stops_before_the_caller_does()
    {
        Task taking;
        await using (var ingestor = await WithoutStoreAsync())
            taking = new PipelinePublisher(ingestor.Pipeline).TakeAsync(Published.Of(Some.Batch()).Body, "", Cancellation);

        await Assert.ThrowsAsync<NotConfirmedException>(() => taking);
    }

    private static Task<RunningIngestor> WithoutStoreAsync() =>
        RunningIngestor.OpenSearchAsync(new($"http://127.0.0.1:{Testing.Servers.FreePorts.Next()}"));
}
