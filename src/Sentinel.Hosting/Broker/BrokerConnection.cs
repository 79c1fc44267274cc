using RabbitMQ.Client;

namespace Sentinel.Hosting.Broker;

/// <summary>How a connection to the broker of the settings is made. Once broken it stays so.</summary>
public static class BrokerConnection
{
    /// <param name="name">That the broker lists it under.</param>
    public static ConnectionFactory FactoryOf(RabbitMqOptions options, string name)
    {
        var factory = new ConnectionFactory { Uri = new(options.Url), ClientProvidedName = name, AutomaticRecoveryEnabled = false };
        if (factory.Ssl.Enabled) factory.Ssl.CertificateValidationCallback = new BrokerTrust(options).Believe;
        return factory;
    }
}
