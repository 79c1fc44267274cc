using Microsoft.Extensions.Options;
using Sentinel.Ingestor;
using Sentinel.Storage.OpenSearch;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseUrls(builder.Configuration["Sentinel:Http:Url"] ?? "http://127.0.0.1:8081");
builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
builder.Services.AddHealthChecks();
builder.Services.AddOpenSearchStore(builder.Configuration).AddIngestor(builder.Configuration).AddFlowConsumer(builder.Configuration);
try
{
    await using var app = builder.Build();
    app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
    await app.RunAsync();
    return 0;
}
catch (OptionsValidationException wrong)
{
    foreach (var failure in wrong.Failures) await Console.Error.WriteLineAsync(failure);
    return 1;
}
