using Microsoft.Extensions.Primitives;
using Sentinel.Contracts;
using Sentinel.QueryApi.Requests;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.Flows;

/// <summary>A request for a page of flows: the first of a walk, or, behind <paramref name="After"/>, one that a cursor continues.</summary>
/// <param name="Parameters">The first page's as sent, but for offset, limit and cursor.</param>
/// <param name="To">Epoch ms; null where the request sets no end.</param>
internal sealed record FindRequest(
    IReadOnlyDictionary<string, string> Parameters, Filter Filter, long? From, long? To, RowOrder Order, long Offset, int Limit, RowPosition? After = null)
{
    public FindQuery Query =>
        // No store holds more rows than this: a larger offset passes over all of them just as well.
        new(new(TimeRange.WindowsOverlapping(From, To), Filter), Order, Math.Min(Offset, NumberField.MaxExact), Limit, After);

    /// <summary>Null where there are faults.</summary>
    public static FindRequest? Read(QueryReader query)
    {
        var request = ReadPage(query);
        query.RefuseUnknown(FlowParameters.OfFind);
        if (query.TryRead(FlowParameters.Cursor, out var text)) request = Continue(query, request, text);
        return query.Faults.Any ? null : request;
    }

    /// <param name="to">The end of the range, for a walk whose first page sets none.</param>
    public FlowCursor CursorBehind(FlowRow last, long to) => new(Parameters, To ?? to, Limit, RowPosition.Of(last, Order));

    private static FindRequest ReadPage(QueryReader query)
    {
        var filter = FlowSelection.ReadFilter(query);
        var (from, to) = FlowSelection.ReadRange(query);
        var order = new RowOrder(query.Read(FlowParameters.Sort), query.Read(FlowParameters.Order));
        var offset = query.Read(FlowParameters.Offset);
        var limit = (int)query.Read(FlowParameters.Limit);
        var parameters = query.Sent
            .Where(sent => !IsOfOnePage(sent.Key))
            .ToDictionary(sent => sent.Key, sent => sent.Value.ToString(), StringComparer.Ordinal);
        return new(parameters, filter, from, to, order, offset, limit);
    }

    /// <summary>The cursor's page, once what was sent beside it is seen to be the first page's.</summary>
    private static FindRequest Continue(QueryReader query, FindRequest sent, string text)
    {
        if (!FlowCursor.TryParse(text, out var cursor) || ReadFirstPage(cursor) is not { } first)
        {
            query.Faults.Add(FlowParameters.Cursor.Name, "is none that this API gave");
            return sent;
        }

        if (query.IsSent(FlowParameters.Offset)) query.Faults.Add(FlowParameters.Offset.Name, "cannot stand beside a cursor");
        foreach (var parameter in FlowParameters.OfFind.Where(parameter => sent.Parameters.ContainsKey(parameter.Name)))
        {
            if (!string.Equals(sent.Parameters[parameter.Name], cursor.Parameters.GetValueOrDefault(parameter.Name, parameter.Default ?? ""), StringComparison.Ordinal))
                query.Faults.Add(parameter.Name, "differs from the first page's, which the cursor continues");
        }

        return first with { To = cursor.To, Limit = query.IsSent(FlowParameters.Limit) ? sent.Limit : cursor.Limit, After = cursor.After };
    }

    private static FindRequest? ReadFirstPage(FlowCursor cursor)
    {
        var query = new QueryReader(cursor.Parameters.Select(parameter => KeyValuePair.Create(parameter.Key, (StringValues)parameter.Value)));
        var first = ReadPage(query);
        query.RefuseUnknown(FlowParameters.OfFind);
        return query.Faults.Any ? null : first;
    }

    private static bool IsOfOnePage(string name) => name is "offset" or "limit" or "cursor";
}
