using Sentinel.Flows.Publishing;

namespace Sentinel.QueryApi.Publishing;

internal static class PatientPublishing
{
    /// <summary>How long one message may wait for its confirmation.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(10);

    /// <inheritdoc cref="IFlowPublisher.TakeAsync"/>
    /// <exception cref="NotConfirmedException">Nor was it within <see cref="Patience"/>.</exception>
    public static async Task TakeInTimeAsync(this IFlowPublisher publisher, ReadOnlyMemory<byte> body, string declaredId, TimeProvider time, CancellationToken cancellation)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation, patience.Token);
        try
        {
            await publisher.TakeAsync(body, declaredId, bound.Token);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new NotConfirmedException($"no confirmation within {Patience.TotalSeconds} s", late);
        }
    }
}
