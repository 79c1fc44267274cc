using Sentinel.Contracts;

namespace Sentinel.Testing;

/// <summary>Random rows; the same seed makes the same rows. Values repeat, measures tie, and every field is sometimes set.</summary>
public sealed class Population(int seed)
{
    private static readonly Field[] Optional =
    [
        .. FlowFields.Supplied.Where(field => field is not NumberField { Type: FieldType.Date }
            && field != FlowFields.SrcIp && field != FlowFields.DstIp && field != FlowFields.ExporterIp && field != FlowFields.FlowCount),
    ];

    private readonly Random random = new(seed);
    private ulong rows;

    /// <param name="finish">Has the last word on each flow.</param>
    public IReadOnlyList<FlowRow> Rows(int count, IReadOnlyList<DateOnly> days, Action<Flow>? finish = null) =>
        [.. Enumerable.Range(0, count).Select(_ => Row(Pick(days), finish))];

    public FlowRow Row(DateOnly day, Action<Flow>? finish = null)
    {
        var flow = Flow(day);
        finish?.Invoke(flow);
        return RowOf(flow);
    }

    /// <summary>The flow in a row of its window, under an id that the seed decides.</summary>
    public FlowRow RowOf(Flow flow) => new(new(flow.Window.Minute, Some.Mix(((ulong)(uint)seed << 32) + rows++)), flow);

    public Flow Flow(DateOnly day)
    {
        var lastSeen = Window.StartOf(day) + (random.Next(2) == 0 ? Pick(Vocabulary.TimesOfDay) : random.Next(86_400_000));
        var flow = new Flow
        {
            LastSeen = lastSeen,
            FirstSeen = lastSeen - (random.Next(3) == 0 ? 0 : random.Next(200_000)),
            SrcIp = Pick(Vocabulary.Addresses),
            DstIp = Pick(Vocabulary.Addresses),
            FlowCount = random.Next(1, 4),
        };
        foreach (var field in Optional)
        {
            if (random.Next(3) == 0) Set(flow, field);
        }

        return flow;
    }

    /// <summary>A value that rows of this population may have in the field.</summary>
    public FieldValue Value(Field field) => field switch
    {
        NumberField { Type: FieldType.Date } => Window.StartOf(Some.Day) + Pick(Vocabulary.TimesOfDay),
        NumberField number => Number(number),
        AddressField => Pick(Vocabulary.Addresses),
        _ => Pick(Vocabulary.Words),
    };

    private void Set(Flow flow, Field field)
    {
        switch (field)
        {
            case NumberField number:
                number.Set(flow, Number(number));
                break;
            case AddressField address:
                address.Set(flow, Pick(Vocabulary.Addresses));
                break;
            case KeywordField keyword:
                keyword.Set(flow, Pick(Vocabulary.Words));
                break;
            case KeywordListField list:
                list.Set(flow, [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Pick(Vocabulary.Words)).Distinct(StringComparer.Ordinal)]);
                break;
        }
    }

    /// <summary>Mostly one of few, at times a limit; sums stay far below 2^53.</summary>
    private long Number(NumberField field)
    {
        var limit = field.Merge == MergeRule.Sum ? 1L << 40 : field.Max;
        return random.Next(12) switch
        {
            0 => 0,
            1 => limit,
            2 => random.NextInt64(limit + 1),
            _ => Math.Min(random.Next(1, 8), limit),
        };
    }

    private T Pick<T>(IReadOnlyList<T> among) => among[random.Next(among.Count)];
}
