using Microsoft.Extensions.Logging;
using Sentinel.Contracts;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>
/// What the groups of a top list are made of: one round for all of them, and a top list of its own for each that the round does not prove.
/// </summary>
internal sealed partial class BreakdownFinder(SearchClient search, TopFinder top, TopQuery query, Source source, ILogger logger)
{
    public async Task<IReadOnlyList<TopEntry>> AddToAsync(IReadOnlyList<TopEntry> entries, CancellationToken cancellation)
    {
        if (query.Breakdowns.Count == 0 || entries.Count == 0) return entries;
        var round = new BreakdownRound(query, [.. entries.Select(entry => entry.Key)]);
        await round.AskAsync(search, source, cancellation);
        var broken = new List<TopEntry>(entries.Count);
        foreach (var entry in entries)
        {
            var lists = new List<IReadOnlyList<BreakdownEntry>>(query.Breakdowns.Count);
            foreach (var breakdown in query.Breakdowns)
                lists.Add(round.Proven(entry.Key, breakdown) ?? await AskAsync(entry.Key, breakdown, cancellation));
            broken.Add(entry with { Breakdowns = lists });
        }

        return broken;
    }

    private async Task<IReadOnlyList<BreakdownEntry>> AskAsync(FieldValue key, Breakdown breakdown, CancellationToken cancellation)
    {
        Log.AskingAgain(logger, breakdown.Field.Name, query.Dimension.Name);
        var group = query.Selection.And(Groups.Among(query.Dimension, [key]));
        var list = await top.FindAsync(new(group, breakdown.Field, query.By, breakdown.Limit), source, cancellation);
        return [.. list.Entries.Select(entry => new BreakdownEntry(entry.Key, entry.Sums[query.By]))];
    }

    private static partial class Log
    {
        [LoggerMessage(2303, LogLevel.Debug, "The {Field} of a group by {Dimension} are asked for by themselves: no list proves the largest")]
        public static partial void AskingAgain(ILogger logger, string field, string dimension);
    }
}
