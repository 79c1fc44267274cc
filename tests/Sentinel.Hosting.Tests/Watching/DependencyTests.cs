using Microsoft.Extensions.Logging;
using Sentinel.QueryApi.Health;
using Sentinel.Storage;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests.Health;

public sealed class StoreWatchTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_store_is_asked_once_a_second_and_only_a_change_is_logged()
    {
        using var log = new RememberedLog();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        var time = new ManualTime();
        var days = new Days();
        using var watch = new StoreWatch(days, time, loggers.CreateLogger<StoreWatch>());

        foreach (var isAway in new[] { false, true, true, false, false })
        {
            days.IsAway = isAway;
            time.Advance(TimeSpan.FromSeconds(1));
            for (var asked = 0; asked < 10; asked++) Assert.Equal(!isAway, await watch.AnswersAsync(Cancellation));
        }

        Assert.Equal(5, days.Asked);
        Assert.Equal([("The store does not answer: away", false), ("The store answers again", false)], log.Entries);
    }

    private sealed class Days : IFlowDays
    {
        public bool IsAway { get; set; }

        public int Asked { get; private set; }

        public Task<IReadOnlyList<DateOnly>> ListAsync(CancellationToken cancellation)
        {
            Asked++;
            return IsAway ? throw new StoreUnavailableException("away") : Task.FromResult<IReadOnlyList<DateOnly>>([]);
        }

        public Task PrepareAsync(CancellationToken cancellation) => Task.CompletedTask;

        public Task OpenAsync(DateOnly day, CancellationToken cancellation) => Task.CompletedTask;
    }
}
