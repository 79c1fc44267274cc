using Sentinel.Flows.Decoding;
using Sentinel.Flows.Publishing;

namespace Sentinel.Ingestor;

/// <summary>Publishing where there is no broker: the message is confirmed when its records are durable.</summary>
internal sealed class PipelinePublisher(IngestPipeline pipeline) : IFlowPublisher
{
    public async Task TakeAsync(ReadOnlyMemory<byte> body, string declaredId, CancellationToken cancellation)
    {
        try
        {
            await pipeline.TakeAsync(body, new MessageProperties(declaredId), cancellation);
        }
        catch (OperationCanceledException stopped) when (!cancellation.IsCancellationRequested)
        {
            throw new NotConfirmedException("The process stops before the store has confirmed the flows", stopped);
        }
    }
}
