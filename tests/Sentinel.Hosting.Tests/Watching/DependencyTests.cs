using Microsoft.Extensions.Logging;
using Sentinel.Hosting.Watching;
using Sentinel.Testing;

namespace Sentinel.Hosting.Tests.Watching;

public sealed class DependencyTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_asked_once_a_second_and_only_a_change_is_logged()
    {
        using var log = new RememberedLog();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        var time = new ManualTime();
        var (asked, isAway) = (0, false);
        using var store = new Dependency("store", AskAsync, time, loggers.CreateLogger<Dependency>());

        foreach (var away in new[] { false, true, true, false, false })
        {
            isAway = away;
            time.Advance(TimeSpan.FromSeconds(1));
            for (var times = 0; times < 10; times++) Assert.Equal(!away, await store.AnswersAsync(Cancellation));
        }

        Assert.Equal(5, asked);
        Assert.Equal(["The store does not answer: away", "The store answers again"], log.Lines);

        Task AskAsync(CancellationToken cancellation)
        {
            asked++;
            return isAway ? throw new IOException("away") : Task.CompletedTask;
        }
    }
}
