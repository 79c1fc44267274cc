using Sentinel.Contracts;
using Sentinel.Storage;

namespace Sentinel.Ingestor.Tests.Writing;

/// <summary>A store that answers as a test says, for the answers that an engine cannot be made to give on command.</summary>
internal sealed class ScriptedStore : IFlowWriter, IFlowDays
{
    private readonly Lock gate = new();
    private readonly List<IReadOnlyList<FlowRow>> bulks = [];
    private readonly HashSet<DateOnly> opened = [];

    /// <summary>By the number of the bulk, from 0.</summary>
    public Func<int, IReadOnlyList<FlowRow>, Task<IReadOnlyList<RowOutcome>>> Answer { get; set; } = (_, rows) => Stores(rows);

    public IReadOnlyList<IReadOnlyList<FlowRow>> Bulks
    {
        get
        {
            lock (gate) return [.. bulks];
        }
    }

    public static Task<IReadOnlyList<RowOutcome>> Stores(IReadOnlyList<FlowRow> rows) => Each(rows, _ => new(RowStatus.Stored));

    public static Task<IReadOnlyList<RowOutcome>> Each(IReadOnlyList<FlowRow> rows, Func<FlowRow, RowOutcome> outcome) =>
        Task.FromResult<IReadOnlyList<RowOutcome>>([.. rows.Select(outcome)]);

    public Task<IReadOnlyList<RowOutcome>> WriteAsync(IReadOnlyList<FlowRow> rows, CancellationToken cancellation)
    {
        int number;
        lock (gate)
        {
            number = bulks.Count;
            bulks.Add(rows);
        }

        return Answer(number, rows).WaitAsync(cancellation);
    }

    public Task PrepareAsync(CancellationToken cancellation) => Task.CompletedTask;

    public Task OpenAsync(DateOnly day, CancellationToken cancellation)
    {
        lock (gate) opened.Add(day);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<DateOnly>> ListAsync(CancellationToken cancellation)
    {
        lock (gate) return Task.FromResult<IReadOnlyList<DateOnly>>([.. opened.Order()]);
    }
}
