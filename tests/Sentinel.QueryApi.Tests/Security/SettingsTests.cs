using Microsoft.Extensions.Options;
using Sentinel.Hosting.Broker;
using Sentinel.Storage.Embedded;

namespace Sentinel.QueryApi.Tests.Security;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("Sentinel:Security:BootstrapToken", "", "Sentinel:Security:BootstrapToken")]
    [InlineData("Sentinel:Security:BootstrapToken", "  ", "Sentinel:Security:BootstrapToken")]
    [InlineData("Sentinel:RabbitMq:Url", "http://user:hidden@host", "Sentinel:RabbitMq:Url")]
    [InlineData("Sentinel:RabbitMq:Url", "hidden", "Sentinel:RabbitMq:Url")]
    [InlineData("Sentinel:RabbitMq:Queue", "", "Sentinel:RabbitMq:Queue")]
    [InlineData("Sentinel:Http:Url", "hidden", "Sentinel:Http:Url")]
    [InlineData("Sentinel:Http:Url", "ftp://hidden", "Sentinel:Http:Url")]
    public async Task A_wrong_setting_stops_the_start_with_one_sentence_that_names_it(string setting, string value, string named)
    {
        var failure = await Assert.ThrowsAsync<OptionsValidationException>(() => ApiHost.StartAsync(
            (services, configuration) =>
            {
                services.AddEmbeddedStore(configuration);
                services.AddRabbitMqPublishing(configuration);
            },
            new(StringComparer.Ordinal) { [setting] = value },
            TestContext.Current.CancellationToken));

        Assert.Contains(named, Assert.Single(failure.Failures), StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", failure.Message, StringComparison.Ordinal);
    }
}
