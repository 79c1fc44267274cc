using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Sentinel.Hosting.Watching;

namespace Sentinel.Hosting.Tests.Watching;

/// <summary>A program with nothing in it but what monitoring asks, on a port of its own.</summary>
internal sealed class WatchedProgram : IAsyncDisposable
{
    private readonly WebApplication app;

    private WatchedProgram(WebApplication app)
    {
        this.app = app;
        Client = new() { BaseAddress = new(app.Urls.First()) };
        Meter = app.Services.GetRequiredService<IMeterFactory>().Create("Sentinel.Some");
    }

    public HttpClient Client { get; }

    /// <summary>Of a part of the program.</summary>
    public Meter Meter { get; }

    /// <param name="askedFrom">The address that all requests seem to come from; that of the test where null.</param>
    public static async Task<WatchedProgram> StartAsync(Action<IServiceCollection>? parts = null, IPAddress? askedFrom = null, params (string Name, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection([.. settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)), new(HttpUrl.Setting, "http://127.0.0.1:0")]);
        builder.WebHost.UseHttpUrl(builder.Configuration);
        builder.Services.AddWatching(builder.Configuration);
        parts?.Invoke(builder.Services);
        var built = builder.Build();
        if (askedFrom is not null)
        {
            built.Use((context, next) =>
            {
                context.Connection.RemoteIpAddress = askedFrom;
                return next(context);
            });
        }

        built.MapWatching();
        await built.StartAsync(TestContext.Current.CancellationToken);
        return new(built);
    }

    public async Task<string[]> LinesAsync() => (await Client.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken)).Split('\n');

    public async Task<HttpResponseMessage> GetAsync(string path, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }
}
