using Sentinel.Contracts;
using Sentinel.Flows.Decoding;

namespace Sentinel.Flows.Merging;

/// <summary>
/// Brings the flows of one message together that share a window and every key field. What comes out depends on the message alone, so a
/// redelivery makes the same rows under the same ids.
/// </summary>
public static class FlowMerger
{
    private static readonly NumberField[] Measures =
        [.. FlowFields.All.OfType<NumberField>().Where(field => field.Merge is MergeRule.Sum or MergeRule.Or or MergeRule.Min or MergeRule.Max)];

    /// <summary>
    /// The rows in the order of their first records; records that are no flow are left out. Where a sum would pass
    /// <see cref="NumberField.MaxExact"/> the record begins another row of the same keys.
    /// </summary>
    /// <param name="message">Given up: its flows become the rows, so that a large message is not held twice.</param>
    public static IReadOnlyList<MergedRow> Merge(DecodedMessage message)
    {
        var rows = new List<MergedRow>();
        var openRows = new Dictionary<Flow, Group>(FlowKeys.Comparer);
        var begun = new HashSet<Address>();
        for (var index = 0; index < message.Records.Count; index++)
        {
            if (message.Records[index].Flow is not { } flow) continue;
            if (openRows.TryGetValue(flow, out var group) && TryAdd(group.Sum, flow))
            {
                group.Records.Add(index);
                continue;
            }

            flow.BeginsMessage = begun.Add(flow.ExporterIp);
            group = new(flow, [index]);
            openRows[flow] = group;
            rows.Add(new(new(message.IdOf(index).RowIn(flow.Window), group.Sum), group.Records));
        }

        return rows;
    }

    private static bool TryAdd(Flow sum, Flow flow)
    {
        foreach (var field in Measures)
        {
            if (field.Merge == MergeRule.Sum && field.Get(sum) + field.Get(flow) > field.Max) return false;
        }

        foreach (var field in Measures) field.Set(sum, Combine(field.Merge, field.Get(sum) ?? 0, field.Get(flow) ?? 0));
        return true;
    }

    private static long Combine(MergeRule rule, long left, long right) => rule switch
    {
        MergeRule.Sum => left + right,
        MergeRule.Or => left | right,
        MergeRule.Min => Math.Min(left, right),
        _ => Math.Max(left, right),
    };

    private readonly record struct Group(Flow Sum, List<int> Records);
}
