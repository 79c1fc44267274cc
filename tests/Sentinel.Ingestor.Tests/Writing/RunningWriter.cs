using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Sentinel.Ingestor.Quarantine;
using Sentinel.Ingestor.Retrying;
using Sentinel.Ingestor.Writing;
using Sentinel.Storage;
using Sentinel.Testing;

namespace Sentinel.Ingestor.Tests.Writing;

/// <summary>The writer as it is registered, over a scripted store, with a clock that stands still and pauses of no length.</summary>
internal sealed class RunningWriter : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private RunningWriter(ScriptedStore store, ManualTime time, Action<WriterOptions>? configure, IQuarantine? quarantine)
    {
        var collection = new ServiceCollection();
        collection.AddLogging();
        collection.AddSingleton<TimeProvider>(time);
        collection.AddSingleton<IFlowWriter>(store);
        collection.AddSingleton<IFlowDays>(store);
        if (quarantine is not null) collection.AddSingleton(quarantine);
        collection.AddIngestor(new ConfigurationBuilder().Build());
        collection.Configure<BackoffOptions>(options => options.FirstPause = options.LongestPause = TimeSpan.Zero);
        collection.Configure<WriterOptions>(options => options.MaxAge = TimeSpan.Zero);
        if (configure is not null) collection.Configure(configure);
        services = collection.BuildServiceProvider();
    }

    public RowWriter Rows => services.GetRequiredService<RowWriter>();

    public QuarantineWriter Quarantine => services.GetRequiredService<QuarantineWriter>();

    public InFlight InFlight => services.GetRequiredService<InFlight>();

    public static async Task<RunningWriter> StartAsync(
        ScriptedStore store, ManualTime? time = null, Action<WriterOptions>? configure = null, IQuarantine? quarantine = null)
    {
        var writer = new RunningWriter(store, time ?? new(), configure, quarantine);
        foreach (var hosted in writer.services.GetServices<IHostedService>()) await hosted.StartAsync(TestContext.Current.CancellationToken);
        return writer;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var hosted in services.GetServices<IHostedService>().Reverse()) await hosted.StopAsync(CancellationToken.None);
        await services.DisposeAsync();
    }
}
