using Sentinel.Contracts;

namespace Sentinel.Storage.Queries;

/// <summary>
/// Sums over rows, exact; on an engine whose sums are doubles, to 2^53 a key and day.
/// </summary>
public readonly record struct Sums(Int128 Bytes, Int128 Packets, Int128 Flows, Int128 RequestBytes, Int128 ResponseBytes)
{
    public static Sums operator +(Sums left, Sums right) => new(
        left.Bytes + right.Bytes,
        left.Packets + right.Packets,
        left.Flows + right.Flows,
        left.RequestBytes + right.RequestBytes,
        left.ResponseBytes + right.ResponseBytes);

    public static Sums Of(Flow flow) => new(flow.Bytes, flow.Packets, flow.FlowCount, flow.RequestBytes, flow.ResponseBytes);

    /// <summary>The field whose sum it is.</summary>
    public static NumberField FieldOf(Measure measure) => measure switch
    {
        Measure.Bytes => FlowFields.Bytes,
        Measure.Packets => FlowFields.Packets,
        Measure.Flows => FlowFields.FlowCount,
        _ => throw new ArgumentOutOfRangeException(nameof(measure)),
    };

    public Int128 this[Measure measure] => measure switch
    {
        Measure.Bytes => Bytes,
        Measure.Packets => Packets,
        Measure.Flows => Flows,
        _ => throw new ArgumentOutOfRangeException(nameof(measure)),
    };
}

/// <summary>What a top list is ordered by.</summary>
public enum Measure
{
    Bytes,
    Packets,

    /// <summary>Source records, not stored rows.</summary>
    Flows,
}
