using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Sentinel.Hosting.Broker;

namespace Sentinel.Ingestor.Tests.Consuming;

public sealed class FlowTopologyTests
{
    [Theory]
    [InlineData("3.10.8", null)]
    [InlineData("3.13", null)]
    [InlineData("4.1.0", -1)]
    [InlineData("4.0.0-rc.1", -1)]
    [InlineData("10.0", -1)]
    [InlineData("", null)]
    [InlineData("unknown", null)]
    public void The_limit_of_deliveries_is_lifted_where_there_is_one(string version, int? limit)
    {
        var arguments = FlowTopology.QueueArgumentsFor(version);

        Assert.Equal("quorum", arguments["x-queue-type"]);
        Assert.Equal(limit, arguments.TryGetValue("x-delivery-limit", out var value) ? value : null);
        Assert.Equal(limit is null ? 1 : 2, arguments.Count);
    }

    [Fact]
    public void A_process_that_publishes_and_consumes_tells_a_wrong_setting_once()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Sentinel:RabbitMq:Url", "http://guest:s3cret@127.0.0.1"), new("Sentinel:RabbitMq:Queue", new string('é', 101))])
            .Build();
        using var services = new ServiceCollection().AddBroker(configuration).AddBroker(configuration).BuildServiceProvider();

        var wrong = Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Equal(
            ["Sentinel:RabbitMq:Url must be an amqp:// or amqps:// address.", "Sentinel:RabbitMq:Queue must be a name of 1 to 200 bytes."], wrong.Failures, StringComparer.Ordinal);
    }
}
