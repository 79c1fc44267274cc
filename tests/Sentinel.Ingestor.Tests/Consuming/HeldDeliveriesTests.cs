using Sentinel.Ingestor.Consuming;
using Sentinel.Ingestor.Retrying;
using Sentinel.Testing;

namespace Sentinel.Ingestor.Tests.Consuming;

public sealed class HeldDeliveriesTests : IDisposable
{
    private readonly ManualTime time = new();
    private readonly PauseLimits limits = new();
    private readonly HeldDeliveries deliveries;

    public HeldDeliveriesTests() => deliveries = new(new Outage(), limits, time);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => deliveries.Dispose();

    [Fact]
    public async Task All_that_are_held_are_given_back_at_once()
    {
        using var held = await deliveries.HoldAsync(Cancellation);
        Assert.False(held.End.IsCancellationRequested);
        await deliveries.GiveBackAsync();
        Assert.True(held.End.IsCancellationRequested);
    }

    /// <summary>A broker delivers again at once what it is given back, and does so without end where consuming did not stop.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_delivered_meanwhile_waits_and_goes_back_unless_they_are_taken_again(bool takenAgain)
    {
        await deliveries.GiveBackAsync();
        var holding = deliveries.HoldAsync(Cancellation);
        time.Advance(limits.Longest - TimeSpan.FromMilliseconds(1));
        Assert.False(holding.IsCompleted);
        if (takenAgain) deliveries.TakeAgain();
        time.Advance(TimeSpan.FromMilliseconds(1));
        using var held = await holding.WaitAsync(TimeSpan.FromSeconds(10), Cancellation);
        Assert.Equal(!takenAgain, held.End.IsCancellationRequested);
    }

    [Fact]
    public async Task One_that_waits_is_let_go_with_its_channel()
    {
        await deliveries.GiveBackAsync();
        using var channel = new CancellationTokenSource();
        var holding = deliveries.HoldAsync(channel.Token);
        await channel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => holding.WaitAsync(TimeSpan.FromSeconds(10), Cancellation));
    }
}
