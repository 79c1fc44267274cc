using System.Text;

namespace Sentinel.Inventory.Reading;

/// <summary>A file with a header: rows by the columns that are known, whatever their order. The first of those must be there.</summary>
internal ref struct CsvTable
{
    private readonly CsvColumn[] columns;
    private readonly int[] places;
    private readonly BrokenLines broken;
    private readonly int width;
    private readonly List<string> fields = [];
    private CsvReader reader;

    /// <exception cref="UnusableFileException">The header is missing or wrong.</exception>
    public CsvTable(ReadOnlySpan<byte> text, CsvColumn[] columns, BrokenLines broken)
    {
        (this.columns, this.broken) = (columns, broken);
        reader = new(text.StartsWith(Encoding.UTF8.Preamble) ? text[Encoding.UTF8.Preamble.Length..] : text);
        if (!reader.Read(fields, out var fault)) throw new UnusableFileException($"it has no header; {Expected()}");
        if (fault is not null) throw new UnusableFileException($"its header {fault}");
        var names = fields.ConvertAll(name => name.Trim());
        foreach (var name in names)
        {
            if (!columns.Any(column => column.Is(name))) throw new UnusableFileException($"its header has a column that is unknown; {Expected()}");
        }

        width = names.Count;
        places = Array.ConvertAll(columns, column => names.FindIndex(column.Is));
        if (places.Count(place => place >= 0) < width) throw new UnusableFileException("its header has a column twice");
        if (places[0] < 0) throw new UnusableFileException($"its header lacks {columns[0].Name}; {Expected()}");
    }

    public int Line => reader.Line;

    /// <summary>The field of the row in that column; null where it is empty or there is no such column.</summary>
    public string? this[CsvColumn column] => places[Array.IndexOf(columns, column)] is var place and >= 0 && fields[place] is { Length: > 0 } field ? field : null;

    /// <summary>Goes to the next row that is as wide as the header and not too long; the others are broken lines.</summary>
    public bool Read()
    {
        while (reader.Read(fields, out var fault))
        {
            fault ??= FaultOfRow();
            if (fault is null) return true;
            broken.Add(reader.Line, fault);
        }

        return false;
    }

    private readonly string? FaultOfRow()
    {
        if (fields.Count != width) return $"has {fields.Count} fields where the header has {width}";
        for (var index = 0; index < columns.Length; index++)
        {
            if (places[index] is var place and >= 0 && Encoding.UTF8.GetByteCount(fields[place]) > columns[index].MaxBytes)
                return $"has a {columns[index].Name} of more than {columns[index].MaxBytes} bytes";
        }

        return null;
    }

    private readonly string Expected() => $"it should be {string.Join(',', columns.Select(column => column.Name))}";
}

/// <param name="MaxBytes">Of a field in it, in UTF-8.</param>
internal sealed record CsvColumn(string Name, int MaxBytes)
{
    public bool Is(string name) => string.Equals(Name, name, StringComparison.OrdinalIgnoreCase);
}
