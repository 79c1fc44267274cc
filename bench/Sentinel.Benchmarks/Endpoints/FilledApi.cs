using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sentinel.Contracts;
using Sentinel.Ingestor;
using Sentinel.QueryApi;
using Sentinel.Storage;
using Sentinel.Storage.Embedded;
using Sentinel.Storage.OpenSearch;

namespace Sentinel.Benchmarks.Endpoints;

/// <summary>The query API in this process, over a store that holds the traffic, rolled up where the store does that.</summary>
internal sealed class FilledApi : IAsyncDisposable
{
    private const string Token = "benchmark";
    private const int RowsTogether = 5_000;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    private readonly WebApplication app;

    private FilledApi(WebApplication app)
    {
        this.app = app;
        Client = new() { BaseAddress = new(app.Urls.Single()), Timeout = Timeout.InfiniteTimeSpan };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => app.Services;

    /// <param name="store">The setting that names it.</param>
    public static async Task<FilledApi> StartAsync(KeyValuePair<string, string?> store, WeekOfTraffic traffic, CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection([store, new("Sentinel:Security:BootstrapToken", Token)]);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        if (store.Key.Contains("Embedded", StringComparison.Ordinal)) builder.Services.AddEmbeddedStore(builder.Configuration);
        else builder.Services.AddOpenSearchStore(builder.Configuration);
        builder.Services.AddIngestor(builder.Configuration).AddPipelinePublishing().AddQueryApi(builder.Configuration);
        var host = builder.Build();
        host.UseQueryApi().MapQueryApi();
        await host.StartAsync(cancellation);
        var api = new FilledApi(host);
        await api.FillAsync(traffic, cancellation);
        return api;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private async Task FillAsync(WeekOfTraffic traffic, CancellationToken cancellation)
    {
        var days = app.Services.GetRequiredService<IFlowDays>();
        await days.PrepareAsync(cancellation);
        for (var day = Window.DayOf(traffic.Start); day <= Window.DayOf(traffic.End); day = day.AddDays(1)) await days.OpenAsync(day, cancellation);
        var writer = app.Services.GetRequiredService<IFlowWriter>();
        foreach (var rows in traffic.Make().Chunk(RowsTogether))
        {
            var outcomes = await writer.WriteAsync(rows, cancellation);
            if (outcomes.FirstOrDefault(outcome => outcome.Status != RowStatus.Stored) is { Reason: { } reason }) throw new InvalidOperationException(reason);
        }

        using var looks = new PeriodicTimer(Look);
        while (await CountAsync(cancellation) != traffic.Rows) await looks.WaitForNextTickAsync(cancellation);
        if (app.Services.GetService<IRollups>() is not { } rollups) return;
        foreach (var day in await days.ListAsync(cancellation)) await rollups.RollUpAsync(day, cancellation);
    }

    private async Task<long> CountAsync(CancellationToken cancellation)
    {
        using var body = JsonDocument.Parse(await Client.GetByteArrayAsync(new Uri("/api/v1/flows?limit=1", UriKind.Relative), cancellation));
        return body.RootElement.GetProperty("total").GetInt64();
    }
}
