using Sentinel.Contracts;

namespace Sentinel.Flows.Merging;

/// <summary>One row of a message.</summary>
/// <param name="Records">Which of the message's records went into it, by position, in their order.</param>
public sealed record MergedRow(FlowRow Row, IReadOnlyList<int> Records);
