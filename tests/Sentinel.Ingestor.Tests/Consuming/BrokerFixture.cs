using Sentinel.Ingestor.Tests.Consuming;
using Sentinel.Testing.Servers;

[assembly: AssemblyFixture(typeof(BrokerFixture))]
[assembly: AssemblyFixture(typeof(EngineFixture))]

namespace Sentinel.Ingestor.Tests.Consuming;

/// <summary>One broker for all tests that do not harm it; each has a queue of its own.</summary>
public sealed class BrokerFixture() : ServerFixture<RabbitMqBroker>(() => new());

/// <summary>One engine for all tests that do not harm it; those that use it run one after another, each on days of its own.</summary>
public sealed class EngineFixture() : ServerFixture<OpenSearchNode>(() => new());
