using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Sentinel.Hosting.Tests;

public sealed class StartupTests
{
    [Fact]
    public async Task A_service_that_has_started_says_where_it_answers()
    {
        using var said = new RememberedLog();
        var code = await Startup.RunAsync([], "Starts.", Prepare, app => app.Lifetime.ApplicationStarted.Register(app.Lifetime.StopApplication));
        Assert.Equal(0, code);
        Assert.Single(said.Lines, line => line.StartsWith("Answering on http://127.0.0.1:", StringComparison.Ordinal) && !line.EndsWith(":0", StringComparison.Ordinal));

        WebApplicationBuilder Prepare()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            builder.Logging.ClearProviders().AddProvider(said);
            return builder;
        }
    }
}
