using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Native;

namespace Sentinel.Storage.Embedded.Schema;

/// <summary>How one field of the record lies in the columns of a day's table.</summary>
internal abstract class StoredField(params IReadOnlyList<Column> columns)
{
    public IReadOnlyList<Column> Columns { get; } = columns;

    public static StoredField Of(Field field) => field switch
    {
        NumberField number => new StoredNumber(number),
        AddressField address => new StoredAddress(address),
        KeywordField keyword => new StoredKeyword(keyword),
        KeywordListField list => new StoredKeywordList(list),
        _ => throw new ArgumentException($"{field} has no column", nameof(field)),
    };

    /// <summary>Writes a chunk's cells, a row each, nulls included.</summary>
    /// <param name="first">The index of the field's first column in the table.</param>
    public abstract void Write(Appender appender, int first, ReadOnlySpan<FlowRow> rows);

    /// <summary>Reads the current row's value, if it has one, into the flow.</summary>
    public abstract void Read(Rows rows, int first, Flow flow);
}

/// <param name="Name">Quoted, ready for SQL; made from the registry's names alone.</param>
internal readonly record struct Column(string Name, ColumnType Type)
{
    public static Column Of(Field field, ColumnType type) => new($"\"{field}\"", type);

    public static Column High(AddressField field) => new($"\"{field}_hi\"", ColumnType.UBigInt);

    public static Column Low(AddressField field) => new($"\"{field}_lo\"", ColumnType.UBigInt);

    /// <summary>As the catalog has it.</summary>
    public string BareName => Name.Trim('"');

    /// <summary>As a table declares it.</summary>
    public string Declaration => $"{Name} {(Type == ColumnType.VarcharList ? "VARCHAR[]" : Type.ToString().ToUpperInvariant())}";
}
