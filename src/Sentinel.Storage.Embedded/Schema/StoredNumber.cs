using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Native;

namespace Sentinel.Storage.Embedded.Schema;

/// <summary>Numbers and times, all as BIGINT: what the values need is what compression keeps of it.</summary>
internal sealed class StoredNumber(NumberField field) : StoredField(Column.Of(field, ColumnType.BigInt))
{
    public override void Write(Appender appender, int first, ReadOnlySpan<FlowRow> rows)
    {
        var cells = appender.Column(first);
        for (var row = 0; row < rows.Length; row++)
        {
            if (field.Get(rows[row].Flow) is { } number) cells.Write(row, number);
            else cells.WriteNull(row);
        }
    }

    public override void Read(Rows rows, int first, Flow flow)
    {
        if (!rows.IsNull(first)) field.Set(flow, rows.Int64(first));
    }
}
