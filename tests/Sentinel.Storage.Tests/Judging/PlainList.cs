using System.Globalization;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Tests.Judging;

/// <summary>How far the list that an engine gives by itself is from the true one.</summary>
public sealed class PlainList
{
    private readonly TopQuery query;
    private readonly IReadOnlyList<(string Key, double Bytes)> told;
    private readonly IReadOnlyList<(string Key, double Bytes)> truth;
    private readonly Dictionary<string, double> sums;

    public PlainList(TopQuery query, Judge judge, IReadOnlyList<(string Key, double Bytes)> told)
    {
        (this.query, this.told) = (query, told);
        truth = [.. judge.Top(query).Entries.Select(entry => (entry.Key.ToString(), (double)entry.Sums.Bytes))];
        sums = judge.Select(query.Selection)
            .GroupBy(row => query.Dimension.ValueIn(row)!.Value.ToString(), StringComparer.Ordinal)
            .ToDictionary(rows => rows.Key, rows => (double)rows.Sum(row => row.Flow.Bytes), StringComparer.Ordinal);
    }

    public static string Header { get; } =
        """
        | list | missing | places with another key | wrong sums | largest error | plain, ms | exact, ms | searches |
        | --- | --- | --- | --- | --- | --- | --- | --- |
        """;

    /// <summary>How many of the true members it leaves out.</summary>
    public int Missing => truth.Select(entry => entry.Key).Except(told.Select(entry => entry.Key), StringComparer.Ordinal).Count();

    public int WrongSums => told.Count(entry => entry.Bytes != sums[entry.Key]);

    private int Misplaced => truth.Zip(told).Count(place => !string.Equals(place.First.Key, place.Second.Key, StringComparison.Ordinal));

    private double LargestError => told.Max(entry => Math.Abs(sums[entry.Key] - entry.Bytes) / sums[entry.Key]);

    public string Summary(double plainMilliseconds, double exactMilliseconds, int searches) => string.Create(
        CultureInfo.InvariantCulture,
        $"| top {query.Limit} {query.Dimension} | {Missing} | {Misplaced} | {WrongSums} | {LargestError:P1} | {plainMilliseconds:F0} | {exactMilliseconds:F0} | {searches} |");

    /// <summary>The first places of both lists, side by side.</summary>
    public IEnumerable<string> Places(int count) => truth.Zip(told).Take(count).Select((place, index) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {index + 1} | {place.First.Key} | {place.First.Bytes:N0} | {place.Second.Key} | {place.Second.Bytes:N0} |"));
}
