using Sentinel.Hosting;
using Sentinel.Hosting.Watching;
using Sentinel.Ingestor;
using Sentinel.Storage.OpenSearch;

return await Startup.RunAsync(
    args,
    "Takes flows from RabbitMQ and stores each once in OpenSearch or Elasticsearch.",
    () =>
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.WebHost.UseHttpUrl(builder.Configuration, absent: "http://127.0.0.1:8081");
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Services.AddOpenSearchStore(builder.Configuration).AddIngestor(builder.Configuration).AddFlowConsumer(builder.Configuration);
        return builder;
    },
    app => app.MapWatching());
