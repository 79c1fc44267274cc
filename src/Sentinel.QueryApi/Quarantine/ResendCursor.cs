using System.Globalization;
using Sentinel.Storage;

namespace Sentinel.QueryApi.Quarantine;

/// <summary>Where a walk through the quarantine stands, as text.</summary>
internal static class ResendCursor
{
    public const int MaxLength = 100;

    public static string Of(QuarantinePosition position) => string.Create(CultureInfo.InvariantCulture, $"{position.ReceivedAt}.{position.Id}");

    public static bool TryParse(string text, out QuarantinePosition position)
    {
        position = default;
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || text.Length > MaxLength || !long.TryParse(text.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var receivedAt)) return false;
        position = new(receivedAt, text[(dot + 1)..]);
        return true;
    }
}
