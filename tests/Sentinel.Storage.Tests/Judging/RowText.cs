using System.Globalization;
using Sentinel.Contracts;

namespace Sentinel.Storage.Tests.Judging;

/// <summary>A row with every field it has, as a failing test shows it and as two rows are compared.</summary>
public static class RowText
{
    public static IEnumerable<string> Of(IEnumerable<FlowRow> rows) => rows.Select(Of);

    public static string Of(FlowRow row) => $"{row.Id} {string.Join(' ', FlowFields.Supplied.Select(field => Member(field, row)).Where(text => text.Length > 0))}";

    private static string Member(Field field, FlowRow row)
    {
        var value = field switch
        {
            KeywordListField list => string.Join('\u001F', list.Get(row.Flow)),
            NumberField number => number.Get(row.Flow)?.ToString(CultureInfo.InvariantCulture),
            _ => field.ValueIn(row)?.ToString(),
        };
        return string.IsNullOrEmpty(value) ? "" : $"{field}={value}";
    }
}
