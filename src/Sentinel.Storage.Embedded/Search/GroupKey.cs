using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Embedded.Schema;

namespace Sentinel.Storage.Embedded.Search;

/// <summary>What a dimension's rows are grouped by: one column; for an address its two, for a pair the four of both addresses.</summary>
internal sealed class GroupKey
{
    private readonly Field dimension;

    public GroupKey(Field dimension)
    {
        this.dimension = dimension;
        Columns = dimension == FlowFields.Pair ? [.. Halves(FlowFields.SrcIp), .. Halves(FlowFields.DstIp)]
            : dimension is AddressField address ? Halves(address)
            : [Column.Of(dimension, ColumnType.BigInt).Name];
    }

    public IReadOnlyList<string> Columns { get; }

    public string SelectList => string.Join(", ", Columns);

    /// <summary>The condition that a row has a key.</summary>
    public string IsThere => $"{Columns[0]} IS NOT NULL";

    /// <summary>The condition that a row has a key and it comes after this one, which is no pair: two halves that are null come after all others.</summary>
    public string IsBehind(FieldValue key, Question question) => key.Kind switch
    {
        FieldValueKind.Address => $"{IsThere} AND ({SelectList}) > ({question.Bind(key.AsAddress().High)}, {question.Bind(key.AsAddress().Low)})",
        FieldValueKind.Keyword => $"{SelectList} > {question.Bind(key.AsKeyword())}",
        _ => $"{SelectList} > {question.Bind(key.AsNumber())}",
    };

    /// <summary>The key of the current row.</summary>
    /// <param name="first">Where its columns begin, which are <see cref="SelectList"/>.</param>
    public FieldValue Read(Rows rows, int first = 0) =>
        dimension == FlowFields.Pair ? PairOf(AddressAt(rows, first), AddressAt(rows, first + 2))
        : dimension.ValueKind switch
        {
            FieldValueKind.Address => AddressAt(rows, first),
            FieldValueKind.Keyword => rows.Text(first),
            _ => rows.Int64(first),
        };

    private static string PairOf(Address source, Address destination) => new Flow { SrcIp = source, DstIp = destination }.Pair;

    private static string[] Halves(AddressField field) => [Column.High(field).Name, Column.Low(field).Name];

    private static Address AddressAt(Rows rows, int first) => Address.FromParts(rows.UInt64(first), rows.UInt64(first + 1));
}
