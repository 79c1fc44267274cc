using Sentinel.Contracts;
using Sentinel.Testing;

namespace Sentinel.Storage.Tests.Stores;

/// <summary>
/// What goes on behind a test's back: a writer adds rows of another exporter to the same days, a resender repeats the rows under judgement,
/// each on a day at a time, and both become visible. No answer may change for it.
/// </summary>
public sealed class Disturbance(Store store)
{
    public static Address Exporter { get; } = Address.Parse("198.18.0.1");

    private const int RowsAtOnce = 10;
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource ending = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<Task> running = [];

    public void Begin(IReadOnlyList<FlowRow> rows, IReadOnlyList<DateOnly> days)
    {
        var random = new Random(Seed.Value);
        var population = new Population(Random.Shared.Next());
        var rowsOfDays = rows.GroupBy(row => row.Flow.Window.Day).Select(day => day.ToArray()).ToArray();
        running.Add(RepeatAsync(() => population.Rows(RowsAtOnce, [days[Random.Shared.Next(days.Count)]], flow => flow.ExporterIp = Exporter), RowStatus.Stored, settle: true));
        running.Add(RepeatAsync(() => random.GetItems(rowsOfDays[random.Next(rowsOfDays.Length)], RowsAtOnce), RowStatus.Duplicate, settle: false));
    }

    public async Task EndAsync()
    {
        ending.TrySetResult();
        await Task.WhenAll(running);
    }

    private async Task RepeatAsync(Func<IReadOnlyList<FlowRow>> rows, RowStatus expected, bool settle)
    {
        while (!ending.Task.IsCompleted)
        {
            var outcomes = await store.Writer.WriteAsync(rows(), CancellationToken.None);
            Assert.All(outcomes, outcome => Assert.True(outcome.Status == expected, $"behind the test's back: {outcome}, not {expected}"));
            if (settle) await store.SettleAsync(CancellationToken.None);
            await Task.WhenAny(ending.Task, Task.Delay(Pace));
        }
    }
}
