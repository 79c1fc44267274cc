using System.Globalization;
using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Embedded.Schema;
using Sentinel.Storage.Queries;

namespace Sentinel.Storage.Embedded.Search;

/// <summary>Some rows of a selection, in an order: those behind <paramref name="Offset"/> others, and one more than <paramref name="Limit"/> where there is one.</summary>
/// <param name="Days">Not empty; no row of the page is of another.</param>
internal sealed record Page(StreamQuery Query, long Offset, int Limit, IReadOnlyList<DayTable> Days)
{
    /// <summary>How many rows of its days are selected, where that is known.</summary>
    public long? Matches { get; init; }

    /// <param name="columns">What of each row is asked for.</param>
    public Rows Ask(Connection connection, string columns)
    {
        var question = new Question(Query.Selection, Days);
        var after = Query.After is { } position ? Placement.After(position, Query.Order, question) : "TRUE";
        var upTo = Query.LastGroup is { } group ? Placement.UpTo(group, Query.Order, question) : "TRUE";
        return question.Ask(connection, string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SELECT {columns} FROM {Question.From} WHERE {question.Where} AND {after} AND {upTo}
            ORDER BY {Placement.OrderBy(Query.Order)} LIMIT {Limit + 1} OFFSET {Offset}
            """));
    }
}
