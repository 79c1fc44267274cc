using System.Globalization;

namespace Sentinel.Storage.OpenSearch.Bootstrap;

/// <summary>The index of a month's quarantine, <c>quarantine-flows-YYYY.MM</c>, and the alias that bulks write to.</summary>
internal readonly record struct QuarantineIndexName(int Year, int Month)
{
    public const string Pattern = "quarantine-flows-*";

    public string Index => string.Create(CultureInfo.InvariantCulture, $"quarantine-flows-{Year:D4}.{Month:D2}");

    public string WriteAlias => "write-" + Index;

    public QuarantineIndexName Previous => Month == 1 ? new(Year - 1, 12) : new(Year, Month - 1);

    public static QuarantineIndexName Of(DateTimeOffset time) => new(time.UtcDateTime.Year, time.UtcDateTime.Month);

    public override string ToString() => Index;
}
