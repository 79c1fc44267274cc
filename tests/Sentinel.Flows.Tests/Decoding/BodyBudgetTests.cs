using Sentinel.Flows.Decoding;

namespace Sentinel.Flows.Tests.Decoding;

public sealed class BodyBudgetTests : IDisposable
{
    private const int Quarter = BodyBudget.Bytes / 4;

    private readonly BodyBudget budget = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => budget.Dispose();

    [Fact]
    public async Task A_body_waits_for_the_bytes_it_needs()
    {
        var first = await budget.EnterAsync(3 * Quarter, Cancellation);
        using var second = await budget.EnterAsync(Quarter, Cancellation);

        var third = budget.EnterAsync(1, Cancellation);
        Assert.False(third.IsCompleted);
        first.Dispose();

        (await third).Dispose();
    }

    [Fact]
    public async Task A_body_larger_than_all_there_is_waits_until_it_is_alone()
    {
        var small = await budget.EnterAsync(1, Cancellation);

        var huge = budget.EnterAsync(10 * Quarter, Cancellation);
        Assert.False(huge.IsCompleted);
        small.Dispose();

        using (await huge) Assert.False(budget.EnterAsync(1, Cancellation).IsCompleted);
    }

    [Fact]
    public async Task Who_stops_waiting_gives_back_what_it_had()
    {
        var half = await budget.EnterAsync(2 * Quarter, Cancellation);
        using var impatience = new CancellationTokenSource();
        var waiting = budget.EnterAsync(3 * Quarter, impatience.Token);

        await impatience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        half.Dispose();

        using var all = await budget.EnterAsync(4 * Quarter, Cancellation);
    }

    [Fact]
    public async Task A_share_is_given_back_once()
    {
        var half = await budget.EnterAsync(2 * Quarter, Cancellation);
        half.Dispose();
        half.Dispose();

        using var all = await budget.EnterAsync(4 * Quarter, Cancellation);
        Assert.False(budget.EnterAsync(1, Cancellation).IsCompleted);
    }
}
