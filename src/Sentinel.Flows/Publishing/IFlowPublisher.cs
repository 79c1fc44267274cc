namespace Sentinel.Flows.Publishing;

/// <summary>
/// Where a message goes that arrived over HTTP: to the broker, or, where there is none, straight through the ingest pipeline.
/// </summary>
public interface IFlowPublisher
{
    /// <summary>
    /// Returns once the message is safe: confirmed by the broker and in a queue, or stored. While the broker or the store is away it tries
    /// again: how long is for the caller to say, by the token. A second call with the same body and id counts once.
    /// </summary>
    /// <param name="body">A message in any form that the decoder reads, or a <see cref="ResendOrder"/>.</param>
    /// <param name="declaredId">The id the body carries as <c>batch_id</c>, or that names it where it holds no flows.</param>
    /// <exception cref="OperationCanceledException">The caller waits no longer. Nobody has it for sure; the caller may send it again.</exception>
    /// <exception cref="NotConfirmedException">It ended before the caller did. Nobody has it for sure; the caller may send it again.</exception>
    Task TakeAsync(ReadOnlyMemory<byte> body, string declaredId, CancellationToken cancellation);
}

/// <summary>Neither the broker nor the store has confirmed the message.</summary>
public sealed class NotConfirmedException(string message, Exception? inner = null) : Exception(message, inner);
