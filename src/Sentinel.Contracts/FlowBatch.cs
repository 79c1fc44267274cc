namespace Sentinel.Contracts;

/// <summary>
/// What a producer publishes as one message: 500–2,000 flows or 256 KiB. A retry sends the same bytes under the same id,
/// a UUIDv7, so that it counts once. Flows that name no exporter were seen by the batch's.
/// </summary>
public sealed record FlowBatch(string BatchId, Address? ExporterIp, IReadOnlyList<Flow> Flows);
