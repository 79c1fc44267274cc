using Sentinel.Contracts;

namespace Sentinel.Testing;

/// <summary>Test data: plain by default, changed where a test says so. Every row gets an id of its own, every batch too.</summary>
public static class Some
{
    private static long last;

    /// <summary>The day of all that does not name another.</summary>
    public static DateOnly Day { get; } = new(2026, 11, 20);

    /// <summary>Noon of <see cref="Day"/>, epoch ms.</summary>
    public static long Time { get; } = TimeOn(Day);

    /// <param name="sinceMidnight">Ms; noon where it is left out.</param>
    public static long TimeOn(DateOnly day, long sinceMidnight = 12 * 60 * Window.Milliseconds) => Window.StartOf(day) + sinceMidnight;

    public static Flow Flow(Action<Flow>? change = null)
    {
        var flow = new Flow
        {
            FirstSeen = Time,
            LastSeen = Time + 500,
            SrcIp = Address.Parse("10.0.0.1"),
            DstIp = Address.Parse("192.0.2.1"),
            SrcPort = 40_000,
            DstPort = 443,
            Protocol = 6,
            Bytes = 1_500,
            Packets = 3,
            RequestBytes = 1_500,
        };
        change?.Invoke(flow);
        return flow;
    }

    /// <summary>A flow whose values in the fields are none of the plain one's.</summary>
    public static Flow FlowWithOther(params IEnumerable<Field> fields) => Flow(flow =>
    {
        foreach (var field in fields) SetOther(flow, field);
    });

    public static FlowRow Row(Action<Flow>? change = null) => RowOf(Flow(change));

    /// <summary>The flow in a row of its window, under an id that no other row has.</summary>
    public static FlowRow RowOf(Flow flow) => new(new(flow.Window.Minute, Mix((ulong)Interlocked.Increment(ref last))), flow);

    public static IReadOnlyList<FlowRow> Rows(int count, Action<Flow, int>? change = null) =>
        [.. Enumerable.Range(0, count).Select(index => Row(flow => change?.Invoke(flow, index)))];

    public static FlowBatch Batch(int count = 1, Action<Flow, int>? change = null, Address? exporter = null) =>
        new(Guid.CreateVersion7().ToString(), exporter, [.. Enumerable.Range(0, count).Select(index => Flow(flow => change?.Invoke(flow, index)))]);

    /// <summary>Spreads neighbours over all 64 bits (the finalizer of SplitMix64), so that ids look like hashes and ties come in any order.</summary>
    internal static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
    private static void SetOther(Flow flow, Field field)
    {
        switch (field)
        {
            case NumberField number:
                number.Set(flow, (number.Get(flow) ?? 0) + 1);
                break;
            case AddressField address:
                address.Set(flow, Address.Parse("2001:db8::77"));
                break;
            case KeywordField keyword:
                keyword.Set(flow, field == FlowFields.Direction ? Directions.Internal : field == FlowFields.Action ? Actions.Drop : $"other {field.Name} 😀\"");
                break;
            case KeywordListField list:
                list.Set(flow, ["b", "a", "ö;"]);
                break;
        }
    }
}
