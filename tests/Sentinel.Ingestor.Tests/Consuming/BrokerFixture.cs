using Sentinel.Ingestor.Tests.Consuming;
using Sentinel.Testing.Servers;

[assembly: AssemblyFixture(typeof(BrokerFixture))]

namespace Sentinel.Ingestor.Tests.Consuming;

/// <summary>One broker for all tests that do not harm it; each has a queue of its own.</summary>
public sealed class BrokerFixture() : ServerFixture<RabbitMqBroker>(() => new());
