using System.Globalization;
using System.Text;

namespace Sentinel.Inventory.Threats;

/// <summary>The one form in which domains are compared: lower case, A-labels, no dot at the end.</summary>
internal static class DomainName
{
    public const int MaxLength = 253;

    private const int MaxLabelLength = 63;

    private static readonly IdnMapping Idn = new();

    /// <summary>Reads a name of at least two labels, of which the last is no number; that much tells it from a slip of the pen.</summary>
    /// <param name="ascii">Holds at least <see cref="MaxLength"/> bytes.</param>
    public static bool TryParse(ReadOnlySpan<byte> utf8, Span<byte> ascii, out int length)
    {
        length = 0;
        if (Ascii.IsValid(utf8)) return TryParseAscii(utf8, ascii, out length);
        Span<char> text = stackalloc char[MaxLength];
        return utf8.Length <= MaxLength && Encoding.UTF8.TryGetChars(utf8, text, out var characters)
            && ToAscii(text[..characters]) is { } name && TryParseAscii(Encoding.ASCII.GetBytes(name), ascii, out length);
    }

    /// <summary>The name in ASCII; null where it has no such form.</summary>
    public static string? ToAscii(ReadOnlySpan<char> name)
    {
        try
        {
            return Idn.GetAscii(name.ToString().ToLowerInvariant());
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool TryParseAscii(ReadOnlySpan<byte> name, Span<byte> ascii, out int length)
    {
        if (name is [.., (byte)'.']) name = name[..^1];
        length = name.Length;
        if (length is 0 or > MaxLength) return false;
        Ascii.ToLower(name, ascii, out _);
        return HasLabels(ascii[..length]);
    }

    private static bool HasLabels(ReadOnlySpan<byte> name)
    {
        var labels = 0;
        var isNumber = true;
        foreach (var part in name.Split((byte)'.'))
        {
            var label = name[part];
            if (label.Length is 0 or > MaxLabelLength || label[0] == '-' || label[^1] == '-') return false;
            labels++;
            isNumber = true;
            foreach (var character in label)
            {
                if (!char.IsAsciiLetterOrDigit((char)character) && character is not ((byte)'-' or (byte)'_')) return false;
                isNumber &= char.IsAsciiDigit((char)character);
            }
        }

        return labels > 1 && !isNumber;
    }
}
