using Sentinel.Ingestor.Bounding;
using Sentinel.Ingestor.Retrying;
using Sentinel.Storage;

namespace Sentinel.Ingestor.Writing;

/// <summary>Prepares the store at start and learns what it holds, however long it takes to answer. Bounding and writing wait for it.</summary>
internal sealed class StorePreparation(IFlowDays days, HeldDays held, StoreRetry retry) : BackgroundService
{
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <exception cref="OperationCanceledException">Also where the process stops before.</exception>
    public Task WaitAsync(CancellationToken cancellation) => done.Task.WaitAsync(cancellation);

    /// <exception cref="StoreUnavailableException">It is not prepared, or does not answer now.</exception>
    public Task CheckAsync(CancellationToken cancellation) =>
        done.Task.IsCompletedSuccessfully ? days.ListAsync(cancellation) : throw new StoreUnavailableException("it is not prepared yet");

    /// <summary>Ends every wait.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        done.TrySetCanceled(CancellationToken.None);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await retry.RunAsync(days.PrepareAsync, stoppingToken);
        await retry.RunAsync(held.RefreshAsync, stoppingToken);
        done.SetResult();
    }
}
