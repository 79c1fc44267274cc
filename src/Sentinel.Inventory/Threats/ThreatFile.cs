using System.Text;
using Sentinel.Contracts;
using Sentinel.Inventory.Reading;

namespace Sentinel.Inventory.Threats;

/// <summary>Reads a threat list: an address, a prefix or a domain a line; <c>#</c> begins a comment.</summary>
internal static class ThreatFile
{
    /// <exception cref="UnusableFileException">It is no text, or has lines and not one that names a threat: a page that came instead of the list.</exception>
    public static ThreatList Read(string name, ReadOnlySpan<byte> text, BrokenLines broken)
    {
        if (text.Contains((byte)0)) throw new UnusableFileException("it is no text in UTF-8");
        if (text.StartsWith(Encoding.UTF8.Preamble)) text = text[Encoding.UTF8.Preamble.Length..];
        var prefixes = new List<Prefix>();
        var domains = new DomainTexts();
        Span<byte> ascii = stackalloc byte[DomainName.MaxLength];
        var number = 0;
        foreach (var part in text.Split((byte)'\n'))
        {
            number++;
            var line = WithoutComment(text[part]);
            if (line.IsEmpty) continue;
            if (TryReadPrefix(line, out var prefix)) prefixes.Add(prefix);
            else if (DomainName.TryParse(line, ascii, out var length)) domains.Add(ascii[..length]);
            else broken.Add(number, "is no address, prefix or domain");
        }

        if (prefixes.Count + domains.Count == 0 && broken.Count > 0) throw new UnusableFileException("none of its lines is an address, a prefix or a domain");
        prefixes.TrimExcess();
        domains.Trim();
        return new(name, prefixes, domains);
    }

    private static ReadOnlySpan<byte> WithoutComment(ReadOnlySpan<byte> line)
    {
        var comment = line.IndexOf((byte)'#');
        return (comment < 0 ? line : line[..comment]).Trim(" \t\r"u8);
    }

    private static bool TryReadPrefix(ReadOnlySpan<byte> line, out Prefix prefix)
    {
        if (Address.TryParse(line, out var address))
        {
            prefix = Prefix.Of(address);
            return true;
        }

        prefix = default;
        return line.Contains((byte)'/') && line.Length <= Address.MaxTextLength + 16 && Prefix.TryParse(Encoding.UTF8.GetString(line), out prefix);
    }
}
