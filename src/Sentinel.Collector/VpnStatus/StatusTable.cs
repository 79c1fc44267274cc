using System.Diagnostics.CodeAnalysis;

namespace Sentinel.Collector.VpnStatus;

/// <summary>A list in a status file: the names of its columns, and its lines.</summary>
internal sealed class StatusTable(IReadOnlyList<string> columns)
{
    public const string CommonName = "Common Name";

    private readonly Dictionary<string, int> places = columns.Index().DistinctBy(column => column.Item, StringComparer.Ordinal)
        .ToDictionary(column => column.Item, column => column.Index, StringComparer.Ordinal);

    private readonly List<string[]> lines = [];

    public IEnumerable<Line> Lines => lines.Select(line => new Line(this, line));

    /// <summary>More fields than columns come of commas in the common name, which the server does not quote.</summary>
    public void Add(string[] fields)
    {
        var surplus = fields.Length - columns.Count;
        if (surplus > 0 && places.TryGetValue(CommonName, out var name))
            fields = [.. fields[..name], string.Join(',', fields[name..(name + surplus + 1)]), .. fields[(name + surplus + 1)..]];
        lines.Add(fields);
    }

    internal readonly record struct Line(StatusTable Table, string[] Fields)
    {
        /// <summary>False where there is no such column, or nothing in it.</summary>
        public bool TryGet(string column, [NotNullWhen(true)] out string? text)
        {
            text = Table.places.TryGetValue(column, out var place) && place < Fields.Length && Fields[place].Length > 0 ? Fields[place] : null;
            return text is not null;
        }
    }
}
