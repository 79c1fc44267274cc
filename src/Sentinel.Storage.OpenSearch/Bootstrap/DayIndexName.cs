using System.Globalization;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Bootstrap;

/// <summary>
/// The index of a day, <c>flows-YYYY.MM.DD</c>, followed by <c>-N</c> once the store was cleared N times, and the alias that bulks write to:
/// without the alias nothing is written, so nothing is invented.
/// </summary>
internal readonly record struct DayIndexName(DateOnly Day, int Generation = 0)
{
    /// <summary>Of any name that may be an index of a day.</summary>
    public const string Pattern = Prefix + "*";

    /// <summary>The write aliases of all days.</summary>
    public const string WriteAliases = "write-" + Pattern;

    private const string Prefix = "flows-";
    private const string Format = "yyyy.MM.dd";
    private const int PlainLength = 16;

    public string Index => Generation == 0 ? Plain : string.Create(CultureInfo.InvariantCulture, $"{Plain}-{Generation}");

    public string WriteAlias => "write-" + Index;

    /// <summary>The write alias, and for those who ask past us, the day's name without a generation.</summary>
    public IReadOnlyList<string> Aliases => Generation == 0 ? [WriteAlias] : [WriteAlias, Plain];

    /// <summary>When its rows were last seen.</summary>
    public TimeSlice Slice => new(Window.StartOf(Day), Window.StartOf(Day) + Window.DayMilliseconds);

    private string Plain => Prefix + Day.ToString(Format, CultureInfo.InvariantCulture);

    /// <summary>Takes none but the names that we give: a copy or a leftover of somebody's that looks like them is not ours to read or to drop.</summary>
    public static bool TryParse(string index, out DayIndexName name)
    {
        name = default;
        if (index.Length < PlainLength
            || !DateOnly.TryParseExact(index.AsSpan(Prefix.Length, PlainLength - Prefix.Length), Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return false;
        var generation = 0;
        if (index.Length > PlainLength && !int.TryParse(index.AsSpan(PlainLength + 1), NumberStyles.None, CultureInfo.InvariantCulture, out generation))
            return false;
        name = new(day, generation);
        return string.Equals(name.Index, index, StringComparison.Ordinal);
    }

    /// <summary>Whether nobody reads it any more: it is sealed, or of an older generation.</summary>
    public bool IsLeft(StoreState state) => Generation < state.Generation || (Generation == state.Generation && !state.Keeps(Day));

    public override string ToString() => Index;
}
