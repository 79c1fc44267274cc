using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Sentinel.Flows.Decoding;

/// <summary>The text of JSON strings and names, whatever a producer has escaped in it.</summary>
internal static class JsonText
{
    /// <summary>Enough for every address, number, time and name once unescaped; each character may take six bytes escaped.</summary>
    public const int MaxShortLength = 384;

    /// <summary>The token's text without escapes, for texts that are short by nature.</summary>
    /// <param name="buffer">At least <see cref="MaxShortLength"/> bytes, used where something is escaped.</param>
    /// <returns>False for a longer one, or one that is no Unicode text.</returns>
    public static bool TryReadShort(ref readonly Utf8JsonReader json, Span<byte> buffer, out ReadOnlySpan<byte> utf8)
    {
        utf8 = json.ValueSpan;
        if (utf8.Length > MaxShortLength) return false;
        if (!json.ValueIsEscaped) return true;
        if (HasLoneSurrogate(utf8)) return false;
        utf8 = buffer[..json.CopyString(buffer)];
        return true;
    }

    /// <returns>False for what is no text, is longer than that many bytes of UTF-8, or no Unicode text.</returns>
    public static bool TryReadText(ref readonly Utf8JsonReader json, int maxBytes, out string text)
    {
        text = "";
        if (json.TokenType != JsonTokenType.String) return false;
        if (!json.ValueIsEscaped && json.ValueSpan.Length > maxBytes) return false;
        // An escape takes six bytes where its character takes one at least.
        if (json.ValueIsEscaped && (json.ValueSpan.Length > 6 * maxBytes || HasLoneSurrogate(json.ValueSpan))) return false;
        text = json.GetString()!;
        return !json.ValueIsEscaped || Encoding.UTF8.GetByteCount(text) <= maxBytes;
    }

    /// <summary>Whether the raw text of a string token escapes half a character: valid JSON, but no Unicode text.</summary>
    public static bool HasLoneSurrogate(ReadOnlySpan<byte> escaped)
    {
        while (true)
        {
            var backslash = escaped.IndexOf((byte)'\\');
            if (backslash < 0) return false;
            escaped = escaped[backslash..];
            if (!IsUnit(escaped, out var unit))
            {
                escaped = escaped[2..];
                continue;
            }

            escaped = escaped[6..];
            if (!char.IsSurrogate(unit)) continue;
            if (char.IsLowSurrogate(unit) || !IsUnit(escaped, out var low) || !char.IsLowSurrogate(low)) return true;
            escaped = escaped[6..];
        }
    }

    private static bool IsUnit(ReadOnlySpan<byte> escaped, out char unit)
    {
        unit = '\0';
        if (escaped.Length < 6 || escaped[0] != '\\' || escaped[1] != 'u') return false;
        var isUnit = Utf8Parser.TryParse(escaped.Slice(2, 4), out ushort value, out _, 'x');
        unit = (char)value;
        return isUnit;
    }
}
