using Sentinel.Contracts;
using Sentinel.Storage.Embedded.Native;

namespace Sentinel.Storage.Embedded.Schema;

/// <summary>Addresses as two UBIGINTs: DuckDB groups by one UHUGEINT twenty times slower.</summary>
internal sealed class StoredAddress(AddressField field) : StoredField(Column.High(field), Column.Low(field))
{
    public override void Write(Appender appender, int first, ReadOnlySpan<FlowRow> rows)
    {
        var (high, low) = (appender.Column(first), appender.Column(first + 1));
        for (var row = 0; row < rows.Length; row++)
        {
            if (field.Get(rows[row].Flow) is { } address)
            {
                high.Write(row, address.High);
                low.Write(row, address.Low);
            }
            else
            {
                high.WriteNull(row);
                low.WriteNull(row);
            }
        }
    }

    public override void Read(Rows rows, int first, Flow flow)
    {
        if (!rows.IsNull(first)) field.Set(flow, Address.FromParts(rows.UInt64(first), rows.UInt64(first + 1)));
    }
}
