using Sentinel.Ingestor.Writing;

namespace Sentinel.Ingestor.Tests.Writing;

public sealed class InFlightTests : IDisposable
{
    private readonly InFlight inFlight = new(new BulkLimits());

    public void Dispose() => inFlight.Dispose();

    [Fact]
    public async Task A_failure_leaves_one_place_and_each_success_gives_one_back()
    {
        await Enter(4);
        inFlight.LeaveAfterFailure();
        await Enter(0);
        inFlight.LeaveAfterSuccess();
        Assert.Equal(2, inFlight.Limit);
        inFlight.LeaveAfterSuccess();
        inFlight.LeaveAfterSuccess();
        Assert.Equal(4, inFlight.Limit);
        await Enter(4);
    }

    [Fact]
    public async Task Failures_of_all_leave_one_place()
    {
        await Enter(4);
        for (var i = 0; i < 4; i++) inFlight.LeaveAfterFailure();
        Assert.Equal(1, inFlight.Limit);
        await Enter(1);
    }

    [Fact]
    public async Task Places_nobody_had_taken_are_withdrawn_too()
    {
        await Enter(1, more: true);
        inFlight.LeaveAfterFailure();
        await Enter(1);
    }

    [Fact]
    public async Task An_answer_that_says_nothing_changes_nothing()
    {
        await Enter(4);
        inFlight.Leave();
        await Enter(1);
        Assert.Equal(4, inFlight.Limit);
    }

    /// <summary>Exactly so many places can be entered now.</summary>
    private async Task Enter(int places, bool more = false)
    {
        for (var i = 0; i < places; i++) Assert.True(inFlight.EnterAsync(TestContext.Current.CancellationToken).IsCompletedSuccessfully);
        if (more) return;
        using var never = new CancellationTokenSource();
        var next = inFlight.EnterAsync(never.Token);
        Assert.False(next.IsCompleted);
        await never.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
    }
}
