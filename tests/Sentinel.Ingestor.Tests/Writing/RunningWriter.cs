using System.Diagnostics.Metrics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sentinel.Ingestor.Bounding;
using Sentinel.Ingestor.Quarantine;
using Sentinel.Ingestor.Retrying;
using Sentinel.Ingestor.Tests.Rollups;
using Sentinel.Ingestor.Writing;
using Sentinel.Storage;
using Sentinel.Testing;

namespace Sentinel.Ingestor.Tests.Writing;

/// <summary>The writer as it is registered, over a scripted store, with a clock that stands still and pauses of no length.</summary>
internal sealed class RunningWriter : IAsyncDisposable
{
    /// <summary>Bulks wait for nothing: the clock stands still.</summary>
    public static readonly BulkLimits WithoutAge = new() { MaxAge = TimeSpan.Zero };

    private readonly ServiceProvider services;

    private RunningWriter(ScriptedStore store, ManualTime time, BulkLimits limits, IQuarantine? quarantine, IRollups? rollups)
    {
        var collection = new ServiceCollection();
        collection.AddLogging(logging => logging.AddProvider(Warnings));
        collection.AddSingleton<TimeProvider>(time);
        collection.AddSingleton<IFlowWriter>(store);
        collection.AddSingleton<IFlowDays>(store);
        collection.AddSingleton<IRetention>(Retention);
        collection.AddSingleton<IAuditLog>(Retention);
        if (quarantine is not null) collection.AddSingleton(quarantine);
        collection.AddSingleton(rollups ?? new RecordedRollups());
        collection.AddIngestor(new ConfigurationBuilder().Build());
        collection.AddSingleton(new PauseLimits { First = TimeSpan.Zero, Longest = TimeSpan.Zero });
        collection.AddSingleton(limits);
        services = collection.BuildServiceProvider();
    }

    public Warnings Warnings { get; } = new();

    public ScriptedRetention Retention { get; } = new();

    public HeldDays Held => services.GetRequiredService<HeldDays>();

    public RowWriter Rows => services.GetRequiredService<RowWriter>();

    public QuarantineWriter Quarantine => services.GetRequiredService<QuarantineWriter>();

    public InFlight InFlight => services.GetRequiredService<InFlight>();

    public IMeterFactory Meters => services.GetRequiredService<IMeterFactory>();

    public static async Task<RunningWriter> StartAsync(
        ScriptedStore store, ManualTime? time = null, BulkLimits? limits = null, IQuarantine? quarantine = null, IRollups? rollups = null)
    {
        var writer = new RunningWriter(store, time ?? new(), limits ?? WithoutAge, quarantine, rollups);
        foreach (var hosted in writer.services.GetServices<IHostedService>()) await hosted.StartAsync(TestContext.Current.CancellationToken);
        return writer;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var hosted in services.GetServices<IHostedService>().Reverse()) await hosted.StopAsync(CancellationToken.None);
        await services.DisposeAsync();
    }
}
