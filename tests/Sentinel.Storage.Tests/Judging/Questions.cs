using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.Storage.Tests.Judging;

/// <summary>Random questions about rows, made to match some and to miss some; the same seed asks the same.</summary>
public sealed class Questions(int seed, Judge judge)
{
    private static readonly IReadOnlyList<Field> Filterable = [.. FlowFields.All.Where(field => field.Filterable)];

    private readonly Random random = new(seed);
    private readonly Population population = new(seed);

    public Selection Selection() => new(Range(), Filter());

    public RowOrder Order() => new(Pick(RowOrder.Sortable), random.Next(2) == 0);

    public TimeRange Range() => random.Next(4) switch
    {
        0 => TimeRange.Everything,
        1 => TimeRange.WindowsOverlapping(Time(), Time()),
        2 => TimeRange.LastSeenBetween(Time(), Time()),
        _ => TimeRange.WindowsOverlapping(Window.StartOf(Day()), Window.StartOf(Day().AddDays(1))),
    };

    public Filter Filter(int depth = 3) => (depth == 0 ? 0 : random.Next(6)) switch
    {
        1 => new Filter.Not(Filter(depth - 1)),
        2 => new Filter.All(Filters(depth)),
        3 or 4 => new Filter.Any(Filters(depth)),
        _ => Condition(),
    };

    private List<Filter> Filters(int depth) => [.. Enumerable.Range(0, random.Next(4)).Select(_ => Filter(depth - 1))];

    private Filter Condition() => (Pick(Filterable), random.Next(6)) switch
    {
        (var field, 0) => new Filter.Has(field),
        (AddressField field, < 5) => new Filter.Within(field, PrefixFor(field)),
        (NumberField field, < 5) => Between(field),
        (var field, _) => new Filter.In(field, [.. Enumerable.Range(0, random.Next(12) == 0 ? 0 : random.Next(1, 4)).Select(_ => Value(field))]),
    };

    private Filter.Between Between(NumberField field)
    {
        var (one, other) = (Value(field).AsNumber(), Value(field).AsNumber());
        return random.Next(4) switch
        {
            0 => new(field, one, null),
            1 => new(field, null, one),
            2 => new(field, one, other),
            _ => new(field, Math.Min(one, other), Math.Max(one, other)),
        };
    }

    private Prefix PrefixFor(AddressField field)
    {
        if (random.Next(2) == 0) return Pick(Vocabulary.Prefixes);
        var address = Value(field).AsAddress();
        return Prefix.Parse($"{address}/{random.Next(address.IsV4 ? 33 : 129)}");
    }

    /// <summary>Mostly one that a row has.</summary>
    private FieldValue Value(Field field) =>
        random.Next(4) > 0 && field.ValueIn(Pick(judge.Rows)) is { } held ? held : population.Value(field);

    private long? Time() => random.Next(5) switch
    {
        0 => null,
        1 => Pick(judge.Rows).Flow.LastSeen,
        2 => Pick(judge.Rows).Flow.Window.End,
        _ => Some.TimeOn(Day(), Pick(Vocabulary.TimesOfDay)),
    };

    private DateOnly Day() => Pick(judge.Rows).Flow.Window.Day.AddDays(random.Next(-1, 2));

    private T Pick<T>(IReadOnlyList<T> among) => among[random.Next(among.Count)];
}
