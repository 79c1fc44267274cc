using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Native;

namespace Sentinel.Storage.Embedded.Schema;

internal sealed class StoredKeyword(KeywordField field) : StoredField(Column.Of(field, ColumnType.Varchar))
{
    public override void Write(Appender appender, int first, ReadOnlySpan<FlowRow> rows)
    {
        var cells = appender.Column(first);
        for (var row = 0; row < rows.Length; row++)
        {
            if (field.Get(rows[row].Flow) is { } text) cells.Write(row, text);
            else cells.WriteNull(row);
        }
    }

    public override void Read(Rows rows, int first, Flow flow)
    {
        if (!rows.IsNull(first)) field.Set(flow, rows.Text(first));
    }
}
