namespace Sentinel.Hosting.Broker;

/// <summary>Section <c>Sentinel:RabbitMq</c>.</summary>
public sealed class RabbitMqOptions
{
    public const string Section = "Sentinel:RabbitMq";

    public const int MaxPrefetch = 1_000;

    /// <summary>Holds the password: never logged, never in a message.</summary>
    public string Url { get; set; } = "amqp://guest:guest@127.0.0.1:5672";

    /// <summary>A PEM file with the authorities that vouch for the broker of an <c>amqps</c> address, instead of the system's; empty is absent.</summary>
    public string? CertificateAuthority { get; set => field = string.IsNullOrEmpty(value) ? null : value; }

    public string Queue { get; set; } = "sentinel.flows";

    /// <summary>A fanout exchange: whatever the routing key, a message arrives.</summary>
    public string Exchange { get; set; } = "sentinel.flows";

    /// <summary>Messages a consumer takes at once.</summary>
    public int Prefetch { get; set; } = 128;

    /// <summary>Where bodies go that are no message.</summary>
    public string ErrorQueue => $"{Queue}_error";
}
