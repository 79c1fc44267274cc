using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Sentinel.Hosting.Tests.Watching;

public sealed class OtlpTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Where_a_receiver_is_named_metrics_are_sent_there_the_last_ones_at_the_end()
    {
        var received = Channel.CreateUnbounded<(string Path, string Body)>();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var receiver = builder.Build();
        receiver.Urls.Add("http://127.0.0.1:0");
        receiver.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, Cancellation);
            await received.Writer.WriteAsync((context.Request.Path, Encoding.Latin1.GetString(body.ToArray())), Cancellation);
            context.Response.StatusCode = StatusCodes.Status200OK;
        });
        await receiver.StartAsync(Cancellation);

        await using (var program = await WatchedProgram.StartAsync(settings:
            [("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.Urls.First()), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_SERVICE_NAME", "some-program")]))
        {
            program.Meter.CreateCounter<long>("sentinel.some.things").Add(1);
        }

        var (path, sent) = await received.Reader.ReadAsync(Cancellation);
        Assert.Equal("/v1/metrics", path);
        Assert.Contains("sentinel.some.things", sent, StringComparison.Ordinal);
        Assert.Contains("some-program", sent, StringComparison.Ordinal);
    }
}
