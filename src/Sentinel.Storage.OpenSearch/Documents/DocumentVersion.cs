using System.Globalization;

namespace Sentinel.Storage.OpenSearch.Documents;

/// <summary>The engine's own: a number that each change of the index raises, and the term of the primary that gave it.</summary>
internal readonly record struct DocumentVersion(long Number, long Term)
{
    public static bool TryParse(string text, out DocumentVersion version)
    {
        version = default;
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0
            || !long.TryParse(text.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || !long.TryParse(text.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var term))
            return false;
        version = new(number, term);
        return true;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}.{Term}");
}
