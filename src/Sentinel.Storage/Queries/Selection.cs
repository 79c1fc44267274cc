using Sentinel.Contracts;

namespace Sentinel.Storage.Queries;

/// <summary>The rows a question is about.</summary>
public sealed record Selection(TimeRange Range, Filter Filter)
{
    public static Selection Everything { get; } = new(TimeRange.Everything, Filter.Everything);

    /// <summary>
    /// Whether sums and counts reach back as far as roll-ups do, in place of rows that are gone: as <see cref="TierPlan"/> says, and only
    /// where <see cref="Rollup.Answers"/> holds for the question. Questions for rows find those that are held.
    /// </summary>
    public bool WithRollups { get; init; }

    /// <summary>Rows of the id's window that pass the filter.</summary>
    public static Selection Of(RowId id, Filter filter) => new(TimeRange.Of(new Window(id.Minute * Window.Milliseconds)), filter);

    /// <summary>The rows that pass this filter too.</summary>
    public Selection And(Filter filter) => this with { Filter = new Filter.All([Filter, filter]) };
}
