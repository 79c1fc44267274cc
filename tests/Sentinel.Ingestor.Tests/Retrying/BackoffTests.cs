using Sentinel.Ingestor.Retrying;
using Sentinel.Testing;

namespace Sentinel.Ingestor.Tests.Retrying;

public sealed class BackoffTests
{
    [Theory]
    [InlineData(0, 100)]
    [InlineData(1, 200)]
    [InlineData(7, 12_800)]
    [InlineData(8, 15_000)]
    [InlineData(1_000_000, 15_000)]
    public async Task A_pause_is_at_most_the_bound_of_its_attempt(int attempt, int milliseconds)
    {
        var time = new ManualTime();
        var pauses = Enumerable.Range(0, 200)
            .Select(_ => new Backoff(time, new PauseLimits()).PauseAsync(attempt, TestContext.Current.CancellationToken)).ToArray();

        time.Advance(TimeSpan.FromMilliseconds(milliseconds / 2.0));
        // Of 200 pauses of any length up to the bound, half are longer than half of it: none or all happens once in 10^60 runs.
        Assert.Contains(pauses, pause => !pause.IsCompleted);
        Assert.Contains(pauses, pause => pause.IsCompleted);

        time.Advance(TimeSpan.FromMilliseconds(milliseconds / 2.0));
        await Task.WhenAll(pauses).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }
}
