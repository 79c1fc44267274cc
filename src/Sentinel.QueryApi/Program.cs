using Sentinel.Hosting;
using Microsoft.Extensions.Options;
using Sentinel.QueryApi;
using Sentinel.Storage.OpenSearch;

try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.WebHost.UseHttpUrl(builder.Configuration);
    // Below that it writes every URL down, and with it whom somebody asked about.
    builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
    builder.Services.AddOpenSearchStore(builder.Configuration).AddRabbitMqPublishing(builder.Configuration).AddQueryApi(builder.Configuration);
    await using var app = builder.Build();
    app.UseQueryApi().MapQueryApi();
    await app.RunAsync();
    return 0;
}
catch (OptionsValidationException wrong)
{
    await Console.Error.WriteLineAsync(wrong.Message);
    return 1;
}
