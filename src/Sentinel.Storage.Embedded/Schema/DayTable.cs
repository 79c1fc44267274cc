using System.Globalization;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Embedded.Schema;

/// <summary>The table that holds a day's rows: <c>flows_2026_11_20</c>.</summary>
internal readonly record struct DayTable(DateOnly Day)
{
    private const string NameFormat = "'flows_'yyyy'_'MM'_'dd";

    public string Name => Day.ToString(NameFormat, CultureInfo.InvariantCulture);

    /// <summary>From its start to the next one's.</summary>
    public TimeSlice Slice => new(Window.StartOf(Day), Window.StartOf(Day) + Window.DayMilliseconds);

    public static bool TryParse(string name, out DayTable table)
    {
        var parsed = DateOnly.TryParseExact(name, NameFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day);
        table = new(day);
        return parsed;
    }
}
