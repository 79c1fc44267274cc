using Sentinel.Collector;
using Sentinel.Hosting;
using Sentinel.Hosting.Broker;
using Sentinel.Hosting.Watching;

return await Startup.RunAsync(
    args,
    "Reads OpenVPN's status files and publishes each client's traffic as flows.",
    () =>
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.WebHost.UseHttpUrl(builder.Configuration, absent: "http://127.0.0.1:8082");
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        builder.Services.AddRabbitMqPublishing(builder.Configuration).AddBrokerDependency().AddCollector(builder.Configuration, needsSource: true);
        return builder;
    },
    app => app.MapWatching());
