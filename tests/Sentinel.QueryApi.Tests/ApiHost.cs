using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sentinel.Contracts;
using Sentinel.Hosting;
using Sentinel.Ingestor;
using Sentinel.Storage;
using Sentinel.Storage.Embedded;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests;

/// <summary>The API on a port of its own, over the embedded store in a folder of its own; published flows go through the pipeline.</summary>
internal sealed class ApiHost : IAsyncDisposable
{
    public const string Token = "a token of any form";

    private readonly TemporaryFolder folder;

    private ApiHost(WebApplication app, HttpClient client, SettableTime time, RememberedLog log, TemporaryFolder folder) =>
        (App, Client, Time, Log, this.folder) = (app, client, time, log, folder);

    public WebApplication App { get; }

    /// <summary>Sends the token.</summary>
    public HttpClient Client { get; }

    public SettableTime Time { get; }

    public RememberedLog Log { get; }

    public static Uri Path(string pathAndQuery) => new(pathAndQuery, UriKind.Relative);

    public static Task<ApiHost> StartAsync(CancellationToken cancellation, Action<WebApplication>? map = null) =>
        StartAsync(Embedded, [], cancellation, map);

    public static void Embedded(IServiceCollection services, IConfiguration configuration)
    {
        services.AddEmbeddedStore(configuration);
        services.AddIngestor(configuration);
        services.AddPipelinePublishing();
    }

    public static async Task<ApiHost> StartAsync(
        Action<IServiceCollection, IConfiguration> parts, Dictionary<string, string?> settings, CancellationToken cancellation, Action<WebApplication>? map = null)
    {
        var data = new TemporaryFolder();
        var time = new SettableTime(Some.Time);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Sentinel:Storage:Embedded:Folder"] = data.Path,
            ["Sentinel:Security:BootstrapToken"] = Token,
            ["Sentinel:Http:Url"] = "http://127.0.0.1:0",
        });
        builder.Configuration.AddInMemoryCollection(settings);
        var log = new RememberedLog();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.WebHost.UseHttpUrl(builder.Configuration);
        builder.Services.AddSingleton<TimeProvider>(time);
        parts(builder.Services, builder.Configuration);
        builder.Services.AddQueryApi(builder.Configuration);
        var app = builder.Build();
        app.UseQueryApi().MapQueryApi();
        map?.Invoke(app);
        await app.StartAsync(cancellation);
        var client = new HttpClient { BaseAddress = new(app.Urls.First()) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return new(app, client, time, log, data);
    }

    public HttpClient ClientWithoutToken() => new() { BaseAddress = Client.BaseAddress };

    public HttpClient ClientWith(string token)
    {
        var client = ClientWithoutToken();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Makes a token, and returns the answer.</summary>
    /// <param name="members">Of the request, beside its name.</param>
    public async Task<JsonNode> MakeTokenAsync(string members, CancellationToken cancellation)
    {
        using var body = new StringContent($$"""{"name":"some",{{members}}}""");
        using var answer = await Client.PostAsync(Path("/api/v1/tokens"), body, cancellation);
        var text = await answer.Content.ReadAsStringAsync(cancellation);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, text);
        return JsonNode.Parse(text)!;
    }

    public async Task<HttpClient> ClientWithTokenAsync(string members, CancellationToken cancellation) =>
        ClientWith((string)(await MakeTokenAsync(members, cancellation))["token"]!);

    public async Task WriteAsync(IReadOnlyList<FlowRow> rows, CancellationToken cancellation)
    {
        var days = App.Services.GetRequiredService<IFlowDays>();
        foreach (var day in rows.Select(row => row.Flow.Window.Day).Distinct()) await days.OpenAsync(day, cancellation);
        var outcomes = await App.Services.GetRequiredService<IFlowWriter>().WriteAsync(rows, cancellation);
        Assert.All(outcomes, outcome => Assert.True(outcome.Status is RowStatus.Stored or RowStatus.Duplicate, outcome.Reason));
    }

    public async Task<JsonNode> GetAsync(string pathAndQuery, CancellationToken cancellation)
    {
        using var answer = await Client.GetAsync(Path(pathAndQuery), cancellation);
        var body = await answer.Content.ReadAsStringAsync(cancellation);
        Assert.True(answer.IsSuccessStatusCode, $"{pathAndQuery}: {(int)answer.StatusCode} {body}");
        return JsonNode.Parse(body)!;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
        folder.Dispose();
    }
}
