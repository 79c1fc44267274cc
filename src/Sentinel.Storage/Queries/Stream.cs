namespace Sentinel.Storage.Queries;

/// <summary>Asks for every row of a selection, in an order.</summary>
/// <param name="After">Only rows behind this place.</param>
public sealed record StreamQuery(Selection Selection, RowOrder Order, RowPosition? After = null)
{
    /// <summary>Of ascending groups: no rows of those behind this one; null is no bound.</summary>
    public string? LastGroup { get; init; }
}
