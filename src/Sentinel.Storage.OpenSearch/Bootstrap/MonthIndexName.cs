using System.Globalization;

namespace Sentinel.Storage.OpenSearch.Bootstrap;

/// <summary>The index of a log's month, such as <c>audit-flows-YYYY.MM</c>, and the alias that bulks write to.</summary>
/// <param name="Log">What its index names begin with.</param>
internal readonly record struct MonthIndexName(string Log, int Year, int Month)
{
    public const string Quarantine = "quarantine-flows-";
    public const string Audit = "audit-flows-";

    public string Index => string.Create(CultureInfo.InvariantCulture, $"{Log}{Year:D4}.{Month:D2}");

    public string WriteAlias => "write-" + Index;

    public MonthIndexName Previous => Month == 1 ? new(Log, Year - 1, 12) : new(Log, Year, Month - 1);

    public static MonthIndexName Of(string log, DateTimeOffset time) => new(log, time.UtcDateTime.Year, time.UtcDateTime.Month);

    public override string ToString() => Index;
}
