using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Schema;

namespace Sentinel.Storage.Embedded.Search;

/// <summary>Conditions on the two columns of an address.</summary>
internal static class AddressConditions
{
    private const int MaxCompared = 16;

    private static readonly Prefix AllV4 = Prefix.Parse("0.0.0.0/0");

    public static string In(AddressField field, IEnumerable<FieldValue> values, Question question)
    {
        Address[] addresses = [.. values.Select(value => value.AsAddress())];
        return addresses.Length > MaxCompared ? InList(field, addresses, question) : Conditions.Join(
            " OR ",
            addresses.Select(address => $"({Column.Low(field).Name} = {question.Bind(address.Low)} AND {Column.High(field).Name} = {question.Bind(address.High)})"),
            "FALSE");
    }

    public static string Within(AddressField field, Prefix prefix, Question question)
    {
        var range = Range(field, prefix, question);
        var holdsV4Numbers = !prefix.IsV4 && prefix.First <= AllV4.First && prefix.Last >= AllV4.Last;
        return holdsV4Numbers ? $"({range} AND NOT {Range(field, AllV4, question)})" : range;
    }

    /// <summary>Looked up in a hash table, instead of compared one by one.</summary>
    private static string InList(AddressField field, Address[] addresses, Question question)
    {
        var high = question.Bind(Array.ConvertAll(addresses, address => address.High));
        var low = question.Bind(Array.ConvertAll(addresses, address => address.Low));
        return $"(({Column.High(field).Name}, {Column.Low(field).Name}) IN (SELECT unnest({high}::UBIGINT[]), unnest({low}::UBIGINT[])))";
    }

    /// <summary>A prefix fixes the upper half, or leaves the lower half free.</summary>
    private static string Range(AddressField field, Prefix prefix, Question question)
    {
        var (first, last) = (prefix.First, prefix.Last);
        return first.High == last.High
            ? $"({Column.High(field).Name} = {question.Bind(first.High)} AND {Between(Column.Low(field), first.Low, last.Low, question)})"
            : $"({Between(Column.High(field), first.High, last.High, question)})";
    }

    private static string Between(Column column, ulong first, ulong last, Question question) =>
        $"{column.Name} BETWEEN {question.Bind(first)} AND {question.Bind(last)}";
}
