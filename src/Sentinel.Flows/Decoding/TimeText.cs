using System.Buffers;

namespace Sentinel.Flows.Decoding;

/// <summary>Times as producers write them: epoch ms, ISO 8601, or a date and a time in UTC.</summary>
internal static class TimeText
{
    private static readonly SearchValues<byte> Zeros = SearchValues.Create("0-:. TZ"u8);

    /// <summary>Reads the text into epoch ms, which may lie before 1970; fractions of a ms are cut off.</summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, out long time)
    {
        if (NumberText.TryRead(utf8, out time, out _)) return true;
        return utf8.Length is >= 16 and <= 64 && utf8[4] == '-' && TryReadDate(utf8, out time);
    }

    /// <summary>What producers write for a time they do not know: nothing but zeros.</summary>
    public static bool IsAllZero(ReadOnlySpan<byte> utf8) => utf8.IndexOf((byte)'0') >= 0 && utf8.IndexOfAnyExcept(Zeros) < 0;

    private static bool TryReadDate(ReadOnlySpan<byte> utf8, out long time)
    {
        time = 0;
        if (!Digits(utf8[..4], out var year) || !Digits(utf8[5..7], out var month) || !Digits(utf8[8..10], out var day)
            || !Digits(utf8[11..13], out var hour) || !Digits(utf8[14..16], out var minute)
            || utf8[7] != '-' || utf8[10] is not ((byte)'T' or (byte)'t' or (byte)' ') || utf8[13] != ':')
            return false;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59) return false;

        var rest = utf8[16..];
        if (!TryTakeSeconds(ref rest, out var milliseconds) || !TryReadZone(rest, out var offsetMinutes)) return false;
        var date = new DateTimeOffset(year, month, day, hour, minute, 0, TimeSpan.Zero);
        time = date.ToUnixTimeMilliseconds() + milliseconds - (offsetMinutes * 60_000L);
        return true;
    }

    private static bool TryTakeSeconds(ref ReadOnlySpan<byte> rest, out long milliseconds)
    {
        milliseconds = 0;
        if (rest is not [(byte)':', ..]) return true;
        if (rest.Length < 3 || !Digits(rest[1..3], out var seconds) || seconds > 59) return false;
        milliseconds = seconds * 1000L;
        rest = rest[3..];
        if (rest is not [(byte)'.' or (byte)',', ..]) return true;

        var length = rest[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        var fraction = length < 0 ? rest[1..] : rest.Slice(1, length);
        if (fraction.Length == 0) return false;
        for (var digit = 0; digit < 3; digit++)
        {
            var weight = digit switch { 0 => 100, 1 => 10, _ => 1 };
            if (digit < fraction.Length) milliseconds += (fraction[digit] - '0') * weight;
        }

        rest = rest[(1 + fraction.Length)..];
        return true;
    }

    /// <summary>Nothing and <c>Z</c> are UTC; else <c>±hh</c>, <c>±hhmm</c> or <c>±hh:mm</c>.</summary>
    private static bool TryReadZone(ReadOnlySpan<byte> zone, out int offsetMinutes)
    {
        offsetMinutes = 0;
        if (zone.Length == 0 || zone is [(byte)'Z' or (byte)'z']) return true;
        if (zone[0] is not ((byte)'+' or (byte)'-')) return false;
        var minutes = 0;
        var isRead = zone.Length switch
        {
            3 => true,
            5 => Digits(zone[3..5], out minutes),
            6 => zone[3] == ':' && Digits(zone[4..6], out minutes),
            _ => false,
        };
        if (!isRead || !Digits(zone[1..3], out var hours) || hours > 23 || minutes > 59) return false;
        offsetMinutes = ((hours * 60) + minutes) * (zone[0] == '-' ? -1 : 1);
        return true;
    }

    private static bool Digits(ReadOnlySpan<byte> utf8, out int number)
    {
        number = 0;
        foreach (var digit in utf8)
        {
            if (!char.IsAsciiDigit((char)digit)) return false;
            number = (number * 10) + digit - '0';
        }

        return true;
    }
}
