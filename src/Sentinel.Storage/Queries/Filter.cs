using Sentinel.Contracts;

namespace Sentinel.Storage.Queries;

/// <summary>
/// A typed condition on rows. An engine turns it into its own JSON or bound SQL parameters, never into text pasted into either.
/// A row without a value of the field fails every condition on it, and so passes its <see cref="Not"/>.
/// </summary>
public abstract record Filter
{
    private Filter()
    {
    }

    /// <summary>Every row.</summary>
    public static Filter Everything { get; } = new All([]);

    public static Filter Is(Field field, FieldValue value) => new In(field, [value]);

    /// <summary>Source or destination port.</summary>
    public static Filter EitherPort(int port) => new Any([Is(FlowFields.SrcPort, port), Is(FlowFields.DstPort, port)]);

    /// <summary>The field has one of the values; no values, no rows.</summary>
    public sealed record In : Filter
    {
        public In(Field field, IReadOnlyList<FieldValue> values)
        {
            RequireFilterable(field);
            if (values.Any(value => value.Kind != field.ValueKind)) throw new ArgumentException($"{field} holds values of kind {field.ValueKind}", nameof(values));
            (Field, Values) = (field, values);
        }

        public Field Field { get; }

        public IReadOnlyList<FieldValue> Values { get; }
    }

    /// <summary>The address is in the prefix; a v6 prefix holds no v4 address.</summary>
    public sealed record Within : Filter
    {
        public Within(AddressField field, Prefix prefix)
        {
            RequireFilterable(field);
            (Field, Prefix) = (field, prefix);
        }

        public AddressField Field { get; }

        public Prefix Prefix { get; }
    }

    /// <summary>The number is at least <see cref="Min"/> and at most <see cref="Max"/>; null is no bound.</summary>
    public sealed record Between : Filter
    {
        public Between(NumberField field, long? min, long? max)
        {
            RequireFilterable(field);
            (Field, Min, Max) = (field, min, max);
        }

        public NumberField Field { get; }

        public long? Min { get; }

        public long? Max { get; }
    }

    /// <summary>The row has a value of the field.</summary>
    public sealed record Has : Filter
    {
        public Has(Field field)
        {
            RequireFilterable(field);
            Field = field;
        }

        public Field Field { get; }
    }

    public sealed record Not(Filter Inner) : Filter;

    /// <summary>All conditions hold; no conditions, every row.</summary>
    public sealed record All(IReadOnlyList<Filter> Filters) : Filter;

    /// <summary>At least one condition holds; no conditions, no rows.</summary>
    public sealed record Any(IReadOnlyList<Filter> Filters) : Filter;

    private static void RequireFilterable(Field field)
    {
        if (!field.Filterable) throw new ArgumentException($"{field} is not filterable", nameof(field));
    }
}
