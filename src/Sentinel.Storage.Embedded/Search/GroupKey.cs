using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Embedded.Schema;
using Sentinel.Storage.Queries;

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

    /// <summary>The key of the current row, whose first columns are <see cref="SelectList"/>.</summary>
    public FieldValue Read(Rows rows) =>
        dimension == FlowFields.Pair ? PairOf(AddressAt(rows, 0), AddressAt(rows, 2))
        : dimension.ValueKind switch
        {
            FieldValueKind.Address => AddressAt(rows, 0),
            FieldValueKind.Keyword => rows.Text(0),
            _ => rows.Int64(0),
        };

    /// <summary>The rows of these keys.</summary>
    public Filter Among(IReadOnlyList<FieldValue> keys) =>
        dimension == FlowFields.Pair ? new Filter.Any([.. keys.Select(key => BetweenEnds(key.AsKeyword()))]) : new Filter.In(dimension, keys);

    /// <summary>No rows, where the text is not the one that a row's pair has.</summary>
    private static Filter BetweenEnds(string pair)
    {
        var ends = pair.Split(' ');
        return Address.TryParse(ends[0], out var source)
            && Address.TryParse(ends[^1], out var destination)
            && string.Equals(pair, PairOf(source, destination), StringComparison.Ordinal)
            ? new Filter.All([Filter.Is(FlowFields.SrcIp, source), Filter.Is(FlowFields.DstIp, destination)])
            : new Filter.Any([]);
    }

    private static string PairOf(Address source, Address destination) => new Flow { SrcIp = source, DstIp = destination }.Pair;

    private static string[] Halves(AddressField field) => [Column.High(field).Name, Column.Low(field).Name];

    private static Address AddressAt(Rows rows, int first) => Address.FromParts(rows.UInt64(first), rows.UInt64(first + 1));
}
