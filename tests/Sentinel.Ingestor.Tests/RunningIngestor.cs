using System.Diagnostics.Metrics;
using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Sentinel.Storage;
using Sentinel.Storage.Embedded;
using Sentinel.Storage.OpenSearch;
using Sentinel.Testing;

namespace Sentinel.Ingestor.Tests;

/// <summary>The ingestor in this process, as a host wires it, over a real store and, where a test says so, a real broker.</summary>
internal sealed class RunningIngestor : IAsyncDisposable
{
    private readonly IHost host;

    private readonly Counters counters;

    /// <summary>A store of the test's own, where the ingestor's clock is too fast for questions: they would be given up too soon.</summary>
    private readonly ServiceProvider? unhurried;

    private RunningIngestor(IHost host, ServiceProvider? unhurried)
    {
        (this.host, this.unhurried) = (host, unhurried);
        counters = new(host.Services.GetRequiredService<IMeterFactory>());
    }

    public IngestPipeline Pipeline => host.Services.GetRequiredService<IngestPipeline>();

    public IFlowReader Reader => Store.GetRequiredService<IFlowReader>();

    public IFlowDays Days => Store.GetRequiredService<IFlowDays>();

    public IRetention Retention => Store.GetRequiredService<IRetention>();

    public IAuditLog Audit => Store.GetRequiredService<IAuditLog>();

    public IQuarantine Quarantine => Store.GetRequiredService<IQuarantine>();

    private IServiceProvider Store => unhurried ?? host.Services;

    /// <summary>What the counter of that name has come to.</summary>
    public long Counted(string instrument) => counters[instrument];

    /// <summary>Waits until so many messages are stored whole.</summary>
    public Task TakesAsync(int messages) => Eventually.True(
        () => Counted("sentinel.ingest.messages") >= messages, $"{messages} messages are stored", TestContext.Current.CancellationToken, TimeSpan.FromSeconds(300));

    public static Task<RunningIngestor> EmbeddedAsync(string folder, params (string Name, string Value)[] settings) =>
        StartAsync([("Sentinel:Storage:Embedded:Folder", folder), .. settings]);

    /// <param name="log">Hears what the ingestor says.</param>
    public static Task<RunningIngestor> EmbeddedAsync(string folder, ILoggerProvider log, params (string Name, string Value)[] settings) =>
        StartAsync([("Sentinel:Storage:Embedded:Folder", folder), .. settings], log);

    public static Task<RunningIngestor> OpenSearchAsync(Uri engine, params (string Name, string Value)[] settings) => ClusterAsync([engine], settings);

    public static Task<RunningIngestor> ClusterAsync(IEnumerable<Uri> nodes, params (string Name, string Value)[] settings) =>
        StartAsync([("Sentinel:Storage:OpenSearch:Urls", string.Join(',', nodes)), ("Sentinel:Storage:OpenSearch:RefreshInterval", "00:00:01"), .. settings]);

    /// <param name="later">How far its clock is ahead of the others'.</param>
    public static Task<RunningIngestor> OpenSearchAsync(Uri engine, TimeSpan later, params (string Name, string Value)[] settings) =>
        StartAsync([("Sentinel:Storage:OpenSearch:Urls", engine.ToString()), ("Sentinel:Storage:OpenSearch:RefreshInterval", "00:00:01"), .. settings], later: later);

    /// <param name="log">Hears what the ingestor says.</param>
    /// <param name="haste">Makes its clock run so many times faster where something waits.</param>
    public static Task<RunningIngestor> OpenSearchAsync(Uri engine, ILoggerProvider log, int haste, params (string Name, string Value)[] settings) =>
        StartAsync([("Sentinel:Storage:OpenSearch:Urls", engine.ToString()), ("Sentinel:Storage:OpenSearch:RefreshInterval", "00:00:01"), .. settings], log, haste);

    public async ValueTask DisposeAsync()
    {
        counters.Dispose();
        await host.StopAsync(CancellationToken.None);
        if (host is IAsyncDisposable disposable) await disposable.DisposeAsync();
        if (unhurried is not null) await unhurried.DisposeAsync();
    }

    private static async Task<RunningIngestor> StartAsync(IReadOnlyList<(string Name, string Value)> settings, ILoggerProvider? log = null, int haste = 1, TimeSpan later = default)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)));
        if (log is null) builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Critical);
        else builder.Logging.AddProvider(log).SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton<TimeProvider>(new ShiftedTime(haste, later));
        if (builder.Configuration["Sentinel:Storage:OpenSearch:Urls"] is null) builder.Services.AddEmbeddedStore(builder.Configuration);
        else builder.Services.AddOpenSearchStore(builder.Configuration);
        builder.Services.AddIngestor(builder.Configuration);
        if (builder.Configuration["Sentinel:RabbitMq:Url"] is not null) builder.Services.AddFlowConsumer(builder.Configuration);
        builder.Services.Configure<MassTransitHostOptions>(options => options.ConsumerStopTimeout = TimeSpan.FromSeconds(1));
        var built = builder.Build();
        var ingestor = new RunningIngestor(built, haste == 1 ? null : Unhurried(builder.Configuration));
        await built.StartAsync(TestContext.Current.CancellationToken);
        return ingestor;
    }

    private static ServiceProvider Unhurried(IConfiguration configuration) => new ServiceCollection()
        .AddLogging()
        .AddOpenSearchStore(configuration)
        .Configure<OpenSearchOptions>(options => options.RequestTimeout = "60s")
        .BuildServiceProvider();
}
