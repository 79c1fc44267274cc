using System.Globalization;
using Sentinel.Contracts;

namespace Sentinel.Flows.Decoding;

/// <summary>Numbers as JSON writes them, in a number or in a text.</summary>
internal static class NumberText
{
    /// <summary>Longer text is no number that a field could hold.</summary>
    private const int MaxLength = 64;

    /// <param name="isWhole">False where a fraction was cut off.</param>
    /// <returns>False for what is no number, negative, or past <see cref="NumberField.MaxExact"/>.</returns>
    public static bool TryRead(ReadOnlySpan<byte> utf8, out long value, out bool isWhole)
    {
        value = 0;
        isWhole = true;
        var index = 0;
        for (; index < utf8.Length && char.IsAsciiDigit((char)utf8[index]); index++)
        {
            value = (value * 10) + utf8[index] - '0';
            if (value > NumberField.MaxExact) return TryReadDecimal(utf8, out value, out isWhole);
        }

        return index > 0 && (index == utf8.Length || TryReadDecimal(utf8, out value, out isWhole));
    }

    private static bool TryReadDecimal(ReadOnlySpan<byte> utf8, out long value, out bool isWhole)
    {
        const NumberStyles Json = NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        value = 0;
        isWhole = true;
        if (utf8.Length > MaxLength || !decimal.TryParse(utf8, Json, CultureInfo.InvariantCulture, out var number)) return false;
        if (number is < 0 or >= NumberField.MaxExact + 1m) return false;
        value = (long)number;
        isWhole = number == value;
        return true;
    }
}
