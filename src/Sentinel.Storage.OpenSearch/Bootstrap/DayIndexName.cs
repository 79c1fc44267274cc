using System.Globalization;

namespace Sentinel.Storage.OpenSearch.Bootstrap;

/// <summary>The index of a day, <c>flows-YYYY.MM.DD</c>, and the alias that bulks write to: without the alias nothing is written, so nothing is invented.</summary>
internal readonly record struct DayIndexName(DateOnly Day)
{
    /// <summary>The write aliases of all days.</summary>
    public const string WriteAliases = "write-" + Prefix + "*";

    private const string Prefix = "flows-";
    private const string Format = "yyyy.MM.dd";

    public string Index => Prefix + Day.ToString(Format, CultureInfo.InvariantCulture);

    public string WriteAlias => "write-" + Index;

    public static bool TryParse(string index, out DayIndexName name)
    {
        name = default;
        if (!index.StartsWith(Prefix, StringComparison.Ordinal)
            || !DateOnly.TryParseExact(index.AsSpan(Prefix.Length), Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return false;
        name = new(day);
        return true;
    }

    public override string ToString() => Index;
}
