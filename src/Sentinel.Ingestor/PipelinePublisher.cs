using Sentinel.Flows.Decoding;
using Sentinel.Flows.Publishing;

namespace Sentinel.Ingestor;

/// <summary>Publishing where there is no broker: the message is confirmed when its records are durable.</summary>
public sealed class PipelinePublisher(IngestPipeline pipeline, TimeProvider time) : IFlowPublisher
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public async Task TakeAsync(ReadOnlyMemory<byte> body, string declaredId, CancellationToken cancellation)
    {
        using var impatience = new CancellationTokenSource(Patience, time);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(impatience.Token, cancellation);
        try
        {
            await pipeline.TakeAsync(body, new MessageProperties(declaredId), end.Token);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new NotConfirmedException("The store has not confirmed the flows in time", late);
        }
    }
}
