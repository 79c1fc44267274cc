using Sentinel.Ingestor;
using Sentinel.Ingestor.Consuming;
using Sentinel.Storage.OpenSearch;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseUrls(builder.Configuration["Sentinel:Http:Url"] ?? "http://127.0.0.1:8081");
builder.Services.AddHealthChecks();
builder.Services.AddOpenSearchStore(builder.Configuration).AddIngestor(builder.Configuration).AddFlowConsumer(builder.Configuration);
var app = builder.Build();
app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
await app.RunAsync();
