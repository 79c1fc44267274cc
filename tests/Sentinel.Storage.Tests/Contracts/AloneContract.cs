using Sentinel.Contracts;
using Sentinel.Storage.Tests.Stores;

namespace Sentinel.Storage.Tests.Contracts;

/// <summary>Each test begins with an empty store, which it has for itself, in two processes where the engine allows it, and leaves an empty one.</summary>
public abstract class AloneContract(Store store) : StoreContract(store)
{
    protected IRetention Retention => Store.Retention;

    protected Ports Other { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        await Store.StartedEmptyAsync(Cancellation);
        Other = await Store.AnotherProcessAsync(Cancellation);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (Other is not null) await Store.StoppedEmptyAsync(CancellationToken.None);
        GC.SuppressFinalize(this);
    }

    /// <summary>Stored and searchable, however often it takes: days are opened, and what is put off is written again.</summary>
    protected async Task<IReadOnlyList<FlowRow>> WrittenAsync(IFlowWriter writer, IReadOnlyList<FlowRow> rows)
    {
        var outcomes = await TakenAsync(writer, rows);
        Assert.All(outcomes, outcome => Assert.Equal(RowStatus.Stored, outcome));
        await Store.SettleAsync(Cancellation);
        return rows;
    }

    /// <summary>What becomes of the rows in the end.</summary>
    protected async Task<RowStatus[]> TakenAsync(IFlowWriter writer, IReadOnlyList<FlowRow> rows)
    {
        var taken = new RowStatus[rows.Count];
        var open = Enumerable.Range(0, rows.Count).ToList();
        while (open.Count > 0)
        {
            var outcomes = await AskedAsync(() => writer.WriteAsync(open.ConvertAll(index => rows[index]), Cancellation));
            foreach (var (place, index) in open.Index()) taken[index] = outcomes[place].Status;
            open.RemoveAll(index => taken[index] is not (RowStatus.TryAgain or RowStatus.DayMissing));
            var missing = open.Where(index => taken[index] is RowStatus.DayMissing).Select(index => rows[index].Flow.Window.Day).Distinct();
            await Task.WhenAll(missing.Select(day => AskedAsync(() => OpenAsync(day))));
        }

        return taken;

        async Task<bool> OpenAsync(DateOnly day)
        {
            await Store.Days.OpenAsync(day, Cancellation);
            return true;
        }
    }

    /// <summary>What the store can do in the end; it may say "ask again" while another process changes the same.</summary>
    protected static async Task<T> AskedAsync<T>(Func<Task<T>> ask)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await ask();
            }
            catch (StoreUnavailableException) when (attempt < 10)
            {
                await Task.Yield();
            }
        }
    }
}
