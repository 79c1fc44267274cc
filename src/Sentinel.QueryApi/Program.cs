using Sentinel.Hosting;
using Sentinel.Hosting.Broker;
using Sentinel.QueryApi;
using Sentinel.Storage.OpenSearch;

return await Startup.RunAsync(
    args,
    "Answers who is using the network, with whom, for what and since when, and takes flows over HTTP.",
    () =>
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.WebHost.UseHttpUrl(builder.Configuration);
        // Below that it writes every URL down, and with it whom somebody asked about.
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Services.AddOpenSearchStore(builder.Configuration).AddRabbitMqPublishing(builder.Configuration).AddQueryApi(builder.Configuration);
        return builder;
    },
    app => app.UseQueryApi().MapQueryApi());
