using System.Diagnostics.CodeAnalysis;
using System.Text;
using Sentinel.Contracts;
using Sentinel.Inventory.Reading;

namespace Sentinel.Inventory.Networks;

/// <summary>Reads <c>networks.csv</c>.</summary>
internal static class NetworksFile
{
    private const char TagSeparator = ';';

    private static readonly CsvColumn PrefixColumn = new("prefix", KeywordField.MaxBytes);
    private static readonly CsvColumn Region = new("region", KeywordField.MaxBytes);
    private static readonly CsvColumn Country = new("country", KeywordField.MaxBytes);
    private static readonly CsvColumn AssetName = new(FlowFields.AssetName.Name, KeywordField.MaxBytes);
    private static readonly CsvColumn AssetKind = new(FlowFields.AssetKind.Name, KeywordField.MaxBytes);
    private static readonly CsvColumn AssetTags = new(FlowFields.AssetTags.Name, KeywordListField.MaxCount * (KeywordField.MaxBytes + 1));

    /// <exception cref="UnusableFileException">The header is missing or wrong.</exception>
    public static NetworkTable Read(ReadOnlySpan<byte> text, BrokenLines broken)
    {
        var rows = new CsvTable(text, [PrefixColumn, Region, Country, AssetName, AssetKind, AssetTags], broken);
        var words = new Words();
        var networks = new Dictionary<Prefix, Network>();
        while (rows.Read())
        {
            var tags = words.Of(rows[AssetTags]?.Split(TagSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? []);
            if (!Prefix.TryParse(rows[PrefixColumn]?.Trim(), out var prefix)) broken.Add(rows.Line, "has no IP prefix as its prefix");
            else if (FaultOf(tags) is { } fault) broken.Add(rows.Line, fault);
            else if (!networks.TryAdd(prefix, NetworkOf(words.Of(rows[Region]), words.Of(rows[Country]), rows[AssetName], words.Of(rows[AssetKind]), tags)))
                broken.Add(rows.Line, "names a prefix that an earlier line has");
        }

        return new(networks);
    }

    private static Network NetworkOf(string? region, string? country, string? name, string? kind, string[] tags)
    {
        var asset = name is null && kind is null && tags.Length == 0 ? default : new Asset(name, kind, tags);
        return new(region, country, asset, IsInside: name is not null);
    }

    private static string? FaultOf(string[] tags) =>
        tags.Length > KeywordListField.MaxCount ? $"has more than {KeywordListField.MaxCount} {AssetTags.Name}"
        : Array.Exists(tags, tag => Encoding.UTF8.GetByteCount(tag) > KeywordField.MaxBytes) ? $"has a tag of more than {KeywordField.MaxBytes} bytes"
        : null;

    /// <summary>The same text in many lines is one in memory.</summary>
    private sealed class Words
    {
        private readonly HashSet<string> known = new(StringComparer.Ordinal);

        [return: NotNullIfNotNull(nameof(word))]
        public string? Of(string? word)
        {
            if (word is null) return null;
            if (known.TryGetValue(word, out var same)) return same;
            known.Add(word);
            return word;
        }

        public string[] Of(string[] tags) => [.. tags.Distinct(StringComparer.Ordinal).Select(tag => Of(tag))];
    }
}
