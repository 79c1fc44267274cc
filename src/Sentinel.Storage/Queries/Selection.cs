namespace Sentinel.Storage.Queries;

/// <summary>The rows a question is about.</summary>
public sealed record Selection(TimeRange Range, Filter Filter)
{
    public static Selection Everything { get; } = new(TimeRange.Everything, Filter.Everything);
}
