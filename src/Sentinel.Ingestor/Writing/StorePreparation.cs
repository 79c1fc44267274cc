using Sentinel.Ingestor.Retrying;
using Sentinel.Storage;

namespace Sentinel.Ingestor.Writing;

/// <summary>Prepares the store at start, however long it takes to answer. Writing waits for it.</summary>
internal sealed class StorePreparation(IFlowDays days, StoreRetry retry) : BackgroundService
{
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task WaitAsync(CancellationToken cancellation) => done.Task.WaitAsync(cancellation);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await retry.RunAsync(days.PrepareAsync, stoppingToken);
        done.SetResult();
    }
}
