using System.Globalization;

namespace Sentinel.Contracts;

public enum FieldValueKind
{
    Number,
    Address,
    Keyword,
}

/// <summary>
/// One value of a field, as a filter compares it and a top list ranks it. Numbers and addresses are ordered by number,
/// keywords by their UTF-8 bytes: the order of keys that every engine keeps.
/// </summary>
public readonly record struct FieldValue : IComparable<FieldValue>
{
    private readonly UInt128 number;
    private readonly string? keyword;

    private FieldValue(FieldValueKind kind, UInt128 number, string? keyword) => (Kind, this.number, this.keyword) = (kind, number, keyword);

    public FieldValueKind Kind { get; }

    public static implicit operator FieldValue(long number) => FromNumber(number);

    public static implicit operator FieldValue(Address address) => FromAddress(address);

    public static implicit operator FieldValue(string keyword) => FromKeyword(keyword);

    public static bool operator <(FieldValue left, FieldValue right) => left.CompareTo(right) < 0;

    public static bool operator >(FieldValue left, FieldValue right) => left.CompareTo(right) > 0;

    public static bool operator <=(FieldValue left, FieldValue right) => left.CompareTo(right) <= 0;

    public static bool operator >=(FieldValue left, FieldValue right) => left.CompareTo(right) >= 0;

    /// <param name="number">Not negative: no field of a flow is.</param>
    public static FieldValue FromNumber(long number) => new(FieldValueKind.Number, checked((UInt128)number), null);

    public static FieldValue FromAddress(Address address) => new(FieldValueKind.Address, address.Number, null);

    public static FieldValue FromKeyword(string keyword) => new(FieldValueKind.Keyword, 0, keyword);

    /// <exception cref="InvalidOperationException">The value is of another kind.</exception>
    public long AsNumber() => Kind == FieldValueKind.Number ? (long)number : throw WrongKind();

    /// <inheritdoc cref="AsNumber"/>
    public Address AsAddress() => Kind == FieldValueKind.Address ? new(number) : throw WrongKind();

    /// <inheritdoc cref="AsNumber"/>
    public string AsKeyword() => Kind == FieldValueKind.Keyword ? keyword! : throw WrongKind();

    public int CompareTo(FieldValue other) =>
        Kind != other.Kind ? Kind.CompareTo(other.Kind)
        : Kind == FieldValueKind.Keyword ? Utf8Order.Compare(keyword!, other.keyword!)
        : number.CompareTo(other.number);

    /// <summary>The text that stands for the value as a key of a list.</summary>
    public override string ToString() => Kind switch
    {
        FieldValueKind.Number => number.ToString(CultureInfo.InvariantCulture),
        FieldValueKind.Address => AsAddress().ToString(),
        _ => keyword ?? "",
    };

    private InvalidOperationException WrongKind() => new($"the value is of kind {Kind}");
}
