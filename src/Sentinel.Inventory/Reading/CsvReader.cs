using System.Text;

namespace Sentinel.Inventory.Reading;

/// <summary>
/// Reads RFC 4180: fields that a comma parts, and quotes around those with a comma, a quote (doubled) or a line break in them. After a record
/// that is broken it goes on with the line after the record's first, so that a quote that nobody closed costs one line.
/// </summary>
internal ref struct CsvReader(ReadOnlySpan<byte> text)
{
    /// <summary>In bytes; bounds what a quote that nobody closed can swallow.</summary>
    public const int MaxFieldLength = 1 << 17;

    private const byte Quote = (byte)'"';

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ReadOnlySpan<byte> text = text;
    private int position;
    private int nextLine = 1;

    /// <summary>Where the record read last begins, from 1 on.</summary>
    public int Line { get; private set; }

    /// <summary>Reads the next record; blank lines are none.</summary>
    /// <param name="fields">Its fields, as far as they could be read.</param>
    /// <param name="fault">What is wrong with the record; null where nothing is.</param>
    /// <returns>Whether there was one.</returns>
    public bool Read(List<string> fields, out string? fault)
    {
        fields.Clear();
        fault = null;
        while (position < text.Length && text[position] is (byte)'\n' or (byte)'\r')
        {
            if (text[position++] == '\n') nextLine++;
        }

        if (position >= text.Length) return false;
        var start = position;
        Line = nextLine;
        do
        {
            fault = ReadField(fields);
        }
        while (fault is null && TakeComma());

        if (fault is null && position < text.Length && !IsLineEnd(position)) fault = "has text after a closing quote";
        if (fault is null) nextLine = Line + text[start..position].Count((byte)'\n');
        else SkipLine(start);
        return true;
    }

    private string? ReadField(List<string> fields)
    {
        var rest = text[position..];
        var isQuoted = rest is [Quote, ..];
        var length = isQuoted ? QuotedLength(rest) : rest.IndexOfAny(",\r\n"u8) is var end and >= 0 ? end : rest.Length;
        if (length < 0) return "has a quote that is not closed";
        if (length > MaxFieldLength) return "is too long";
        position += length;
        var raw = isQuoted ? rest[1..(length - 1)] : rest[..length];
        if (!isQuoted && raw.Contains(Quote)) return "has a quote in a field without quotes around it";
        try
        {
            var field = Strict.GetString(raw);
            fields.Add(isQuoted ? field.Replace("\"\"", "\"", StringComparison.Ordinal) : field);
            return null;
        }
        catch (DecoderFallbackException)
        {
            return "is not UTF-8";
        }
    }

    /// <summary>With both quotes; negative where the closing one is missing.</summary>
    private static int QuotedLength(ReadOnlySpan<byte> rest)
    {
        var length = 1;
        while (length <= MaxFieldLength && rest[length..].IndexOf(Quote) is var next and >= 0)
        {
            length += next + 1;
            if (length >= rest.Length || rest[length] != Quote) return length;
            length++;
        }

        return -1;
    }

    private bool TakeComma()
    {
        if (position >= text.Length || text[position] != ',') return false;
        position++;
        return true;
    }

    private readonly bool IsLineEnd(int at) => text[at] == '\n' || text[at..] is [(byte)'\r', (byte)'\n', ..] or [(byte)'\r'];

    private void SkipLine(int start)
    {
        var end = text[start..].IndexOf((byte)'\n');
        position = end < 0 ? text.Length : start + end + 1;
        nextLine = Line + 1;
    }
}
