using FsCheck;
using FsCheck.Fluent;
using Sentinel.Contracts;
using Sentinel.Flows.Merging;
using Sentinel.Flows.Tests.Decoding;

namespace Sentinel.Flows.Tests.Merging;

/// <summary>
/// A queue delivers messages in any order, any number of times, to any of the writers, and these send their rows in bulks cut anywhere.
/// A message itself is never cut: merging ends where it ends.
/// </summary>
public sealed class AnyDeliveryTests
{
    private static readonly Arbitrary<Delivery> Deliveries = (
        from messages in Gen.NonEmptyListOf(from id in Gen.Choose(0, 2) from flows in Arbitrary.Flows.Generator select Batches.Write(flows, $"batch {id}"))
        from again in Gen.ArrayOf(Gen.Choose(0, messages.Count - 1))
        from order in Gen.Shuffle(Enumerable.Range(0, messages.Count).Concat(again))
        from writers in Gen.ArrayOf(Gen.Choose(0, 3), order.Length)
        from rowsInBulk in Gen.Choose(1, 9)
        from bulks in Gen.Shuffle(BulksOf(messages, order, writers, rowsInBulk))
        select new Delivery(messages, bulks)).ToArbitrary();

    [Fact]
    public void Any_split_repeat_and_permutation_of_messages_over_any_writers_gives_the_same_store() => Arbitrary.Hold(Deliveries, delivery =>
    {
        var expected = Store(delivery.Messages.Select(RowsOf));
        Assert.Equal(expected, Store(delivery.Bulks));
        // An engine writes a row over its equal; the embedded store leaves the first.
        Assert.Equal(expected, Store(delivery.Bulks.Reverse()));
    });

    /// <summary>What each writer makes of its deliveries, one behind the other, cut into bulks.</summary>
    private static IEnumerable<FlowRow[]> BulksOf(List<byte[]> messages, int[] order, int[] writers, int rowsInBulk) =>
        order.Zip(writers).GroupBy(delivery => delivery.Second, delivery => messages[delivery.First])
            .SelectMany(writer => writer.SelectMany(RowsOf).Chunk(rowsInBulk));

    private static IEnumerable<FlowRow> RowsOf(byte[] message) => FlowMerger.Merge(Batches.Decode(message)).Select(row => row.Row);

    private static SortedDictionary<string, string> Store(IEnumerable<IEnumerable<FlowRow>> bulks)
    {
        var store = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var row in bulks.SelectMany(bulk => bulk)) store[row.Id.ToString()] = Sample.JsonOf(row.Flow);
        return store;
    }

    private sealed record Delivery(List<byte[]> Messages, FlowRow[][] Bulks);
}
