using FsCheck;
using FsCheck.Fluent;
using Sentinel.Contracts;
using Sentinel.Testing;

namespace Sentinel.Flows.Tests;

/// <summary>Random flows of few values, so that many share a key; any field may be set.</summary>
internal static class Arbitrary
{
    private static readonly Field[] Optional =
    [
        .. FlowFields.Supplied.Except([FlowFields.FirstSeen, FlowFields.LastSeen, FlowFields.Bytes, FlowFields.RequestBytes, FlowFields.ResponseBytes]),
    ];

    private static readonly Gen<long> Counter = Gen.Frequency(
        (8, from value in Gen.Choose(0, 100_000) select (long)value),
        (1, Gen.Constant(NumberField.MaxExact / 4)));

    private static readonly Gen<Flow> One =
        from minute in Gen.Choose(0, 1)
        from end in Gen.Elements(0, 1, 59_999)
        from length in Gen.Elements(0, 1, 90_000)
        from request in Counter
        from response in Counter
        from fields in Gen.Frequency((3, Gen.Constant<IEnumerable<Field>>([])), (1, from some in Gen.SubListOf(Optional) select some.AsEnumerable()))
        from pick in Gen.Choose(0, 30)
        select Flow((minute * Window.Milliseconds) + end, length, request, response, fields, pick);

    public static Arbitrary<Flow[]> Flows { get; } = Gen.ArrayOf(One).ToArbitrary();

    /// <summary>A hundred cases; a failing one is shrunk and named with its seed.</summary>
    public static void Hold<T>(Arbitrary<T> arbitrary, Action<T> property) => Prop.ForAll(arbitrary, property).QuickCheckThrowOnFailure();

    private static Flow Flow(long sinceNoon, long length, long request, long response, IEnumerable<Field> fields, int pick)
    {
        var flow = Some.Flow(flow =>
        {
            flow.LastSeen = Some.Time + sinceNoon;
            flow.FirstSeen = flow.LastSeen - length;
            (flow.RequestBytes, flow.ResponseBytes, flow.Bytes) = (request, response, request + response);
        });
        foreach (var field in fields) Set(flow, field, pick);
        return flow;
    }

    private static void Set(Flow flow, Field field, int pick)
    {
        switch (field)
        {
            case NumberField number:
                number.Set(flow, number.Max / (pick + 1));
                break;
            case AddressField address:
                address.Set(flow, Vocabulary.Addresses[pick % Vocabulary.Addresses.Count]);
                break;
            case KeywordField when field == FlowFields.Direction:
                flow.Direction = pick % 2 == 0 ? Directions.Inbound : Directions.External;
                break;
            case KeywordField when field == FlowFields.Action:
                flow.Action = pick % 2 == 0 ? Actions.Drop : Actions.Allow;
                break;
            case KeywordField keyword:
                keyword.Set(flow, Vocabulary.Words[pick % Vocabulary.Words.Count]);
                break;
            case KeywordListField list:
                list.Set(flow, [.. Vocabulary.Words.Take(pick)]);
                break;
        }
    }
}
