namespace Sentinel.Contracts;

/// <summary>One stored row: the merged flows of one message that share a window and every dimension, under an id made from the message.</summary>
public sealed record FlowRow(RowId Id, Flow Flow);
