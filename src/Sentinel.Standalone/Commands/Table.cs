using System.Globalization;

namespace Sentinel.Standalone.Commands;

/// <summary>Columns of text, as wide as their widest cell.</summary>
internal static class Table
{
    private const string Gap = "  ";

    public static void Print(string[] head, IEnumerable<string[]> rows)
    {
        string[][] all = [head, .. rows.Select(row => Array.ConvertAll(row, OneLine))];
        var widths = Enumerable.Range(0, head.Length).Select(column => all.Max(row => row[column].Length)).ToList();
        foreach (var row in all) Console.Out.WriteLine(string.Join(Gap, row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
    }

    /// <param name="time">Epoch ms.</param>
    public static string Time(long? time, string absent) =>
        time is { } known ? DateTimeOffset.FromUnixTimeMilliseconds(known).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : absent;

    /// <summary>What others wrote moves no cursor and begins no line.</summary>
    private static string OneLine(string text) => string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter));
}
