namespace Sentinel.Ingestor.Tests.Consuming;

/// <summary>A batch as a producer with MassTransit would declare it: its names, whatever the case of their first letter, are those of the message.</summary>
public sealed record FlowBatchMessage(string Batch_id, IReadOnlyList<FlowMessage> Flows);

public sealed record FlowMessage(
    string Src_ip, string Dst_ip, int Src_port, int Dst_port, int Protocol, long First_seen, long Last_seen, long Bytes, long Packets);
