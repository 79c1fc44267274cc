namespace Sentinel.Contracts;

/// <summary>How an engine stores a field; named like the engines' own types.</summary>
public enum FieldType
{
    /// <summary>Epoch ms.</summary>
    Date,
    Ip,
    Integer,
    Long,
    Keyword,
}

/// <summary>How merging brings the values of several flows into one row.</summary>
public enum MergeRule
{
    /// <summary>Flows with different values stay apart.</summary>
    Key,
    Sum,
    Or,
    Min,
    Max,

    /// <summary>Not supplied by a message: made from the other fields.</summary>
    Derived,
}

/// <summary>One field of the record. <see cref="FlowFields"/> lists them all; templates, schemas, filters and documents come from that list.</summary>
public abstract class Field(string name, FieldType type, MergeRule merge, string meaning)
{
    /// <summary>The name in JSON, in the index, in SQL.</summary>
    public string Name { get; } = name;

    public FieldType Type { get; } = type;

    public MergeRule Merge { get; } = merge;

    /// <summary>What the field says, for people.</summary>
    public string Meaning { get; } = meaning;

    public bool Filterable { get; init; } = true;

    /// <summary>Whether a top list may group by it.</summary>
    public bool Groupable { get; init; }

    /// <summary>Whether a query must answer fast by it: the engines index it, not just its column.</summary>
    public bool Indexed { get; init; }

    public FieldValueKind ValueKind => Type switch
    {
        FieldType.Ip => FieldValueKind.Address,
        FieldType.Keyword => FieldValueKind.Keyword,
        _ => FieldValueKind.Number,
    };

    /// <summary>The value of the field in a row; null where unknown, the first where there are several.</summary>
    public abstract FieldValue? ValueIn(FlowRow row);

    /// <summary>Whether two flows have the same value of the field, or neither has one.</summary>
    public abstract bool IsSame(Flow left, Flow right);

    /// <summary>Adds the flow's value to a hash; equal for flows that <see cref="IsSame"/> holds for.</summary>
    public abstract void AddTo(ref HashCode hash, Flow flow);

    public override string ToString() => Name;
}

public sealed class AddressField(string name, string meaning, Func<Flow, Address?> get, Action<Flow, Address> set)
    : Field(name, FieldType.Ip, MergeRule.Key, meaning)
{
    public Address? Get(Flow flow) => get(flow);

    public void Set(Flow flow, Address value) => set(flow, value);

    public override FieldValue? ValueIn(FlowRow row) => get(row.Flow) is { } address ? FieldValue.FromAddress(address) : default(FieldValue?);

    public override bool IsSame(Flow left, Flow right) => get(left) == get(right);

    public override void AddTo(ref HashCode hash, Flow flow) => hash.Add(get(flow));
}

public sealed class NumberField(string name, FieldType type, MergeRule merge, long max, string meaning, Func<Flow, long?> get, Action<Flow, long> set)
    : Field(name, type, merge, meaning)
{
    /// <summary>The largest integer that JSON readers and engine sums keep exact: 2^53−1.</summary>
    public const long MaxExact = (1L << 53) - 1;

    /// <summary>The largest value a flow may carry; the smallest is 0.</summary>
    public long Max { get; } = max;

    public long? Get(Flow flow) => get(flow);

    public void Set(Flow flow, long value) => set(flow, value);

    public override FieldValue? ValueIn(FlowRow row) => get(row.Flow) is { } number ? FieldValue.FromNumber(number) : default(FieldValue?);

    public override bool IsSame(Flow left, Flow right) => get(left) == get(right);

    public override void AddTo(ref HashCode hash, Flow flow) => hash.Add(get(flow));
}

public sealed class KeywordField(string name, MergeRule merge, string meaning, Func<Flow, string?> get, Action<Flow, string> set)
    : Field(name, FieldType.Keyword, merge, meaning)
{
    /// <summary>In UTF-8 bytes; a longer one is refused with its record.</summary>
    public const int MaxBytes = 1024;

    public string? Get(Flow flow) => get(flow);

    public void Set(Flow flow, string value) => set(flow, value);

    public override FieldValue? ValueIn(FlowRow row) => get(row.Flow) is { } keyword ? FieldValue.FromKeyword(keyword) : default(FieldValue?);

    public override bool IsSame(Flow left, Flow right) => string.Equals(get(left), get(right), StringComparison.Ordinal);

    public override void AddTo(ref HashCode hash, Flow flow) => hash.Add(get(flow), StringComparer.Ordinal);
}

/// <summary>A field of several keywords, in the order given, without repeats.</summary>
public sealed class KeywordListField(string name, string meaning, Func<Flow, IReadOnlyList<string>> get, Action<Flow, IReadOnlyList<string>> set)
    : Field(name, FieldType.Keyword, MergeRule.Key, meaning)
{
    public const int MaxCount = 64;

    public IReadOnlyList<string> Get(Flow flow) => get(flow);

    public void Set(Flow flow, IReadOnlyList<string> value) => set(flow, value);

    public override FieldValue? ValueIn(FlowRow row) => get(row.Flow) is [var first, ..] ? FieldValue.FromKeyword(first) : default(FieldValue?);

    public override bool IsSame(Flow left, Flow right) => get(left).SequenceEqual(get(right), StringComparer.Ordinal);

    public override void AddTo(ref HashCode hash, Flow flow)
    {
        foreach (var keyword in get(flow)) hash.Add(keyword, StringComparer.Ordinal);
    }
}

/// <summary>The row's own identity: it belongs to the row, not to the flow in it, and is neither filtered nor grouped by.</summary>
public sealed class IdentityField : Field
{
    public IdentityField(string name, FieldType type, string meaning)
        : base(name, type, MergeRule.Derived, meaning) => Filterable = false;

    public override FieldValue? ValueIn(FlowRow row) => default(FieldValue?);

    public override bool IsSame(Flow left, Flow right) => true;

    public override void AddTo(ref HashCode hash, Flow flow)
    {
    }
}
