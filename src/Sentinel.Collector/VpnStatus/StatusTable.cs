using System.Diagnostics.CodeAnalysis;

namespace Sentinel.Collector.VpnStatus;

/// <summary>A list in a status file: the names of its columns, and its lines.</summary>
internal sealed class StatusTable(IReadOnlyList<string> columns)
{
    public const string CommonName = "Common Name";

    private const string UserName = "Username";

    /// <summary>A line of more than these is read in one way alone.</summary>
    private const int MaxCommas = 200;

    private readonly Dictionary<string, int> places = columns.Index().DistinctBy(column => column.Item, StringComparer.Ordinal)
        .ToDictionary(column => column.Item, column => column.Index, StringComparer.Ordinal);

    private readonly List<string[]> lines = [];

    /// <summary>
    /// Each in all the ways that it can be read, one at least: more fields than columns come of commas in the common name, or in the user name, which the
    /// server does not quote.
    /// </summary>
    public IEnumerable<IReadOnlyList<Line>> Lines => lines.Select(Readings);

    public void Add(string[] fields) => lines.Add(fields);

    private static string[] Join(string[] fields, int first, int more) =>
        [.. fields[..first], string.Join(',', fields[first..(first + more + 1)]), .. fields[(first + more + 1)..]];

    private IReadOnlyList<Line> Readings(string[] fields)
    {
        var surplus = fields.Length - columns.Count;
        if (surplus <= 0 || !places.TryGetValue(CommonName, out var name)) return [new(this, fields)];
        if (surplus > MaxCommas || !places.TryGetValue(UserName, out var user) || user < name) return [new(this, Join(fields, name, surplus))];
        return [.. Enumerable.Range(0, surplus + 1).Select(ofUser => new Line(this, Join(Join(fields, name, surplus - ofUser), user, ofUser)))];
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
