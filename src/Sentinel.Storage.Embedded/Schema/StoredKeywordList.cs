using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Native;

namespace Sentinel.Storage.Embedded.Schema;

/// <summary>An empty list is null.</summary>
internal sealed class StoredKeywordList(KeywordListField field) : StoredField(Column.Of(field, ColumnType.VarcharList))
{
    public override void Write(Appender appender, int first, ReadOnlySpan<FlowRow> rows)
    {
        var cells = appender.Column(first);
        for (var row = 0; row < rows.Length; row++)
        {
            if (field.Get(rows[row].Flow) is { Count: > 0 } texts) cells.Write(row, texts);
            else cells.WriteNull(row);
        }
    }

    public override void Read(Rows rows, int first, Flow flow)
    {
        if (!rows.IsNull(first)) field.Set(flow, rows.Texts(first));
    }
}
