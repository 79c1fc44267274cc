namespace Sentinel.QueryApi.Publishing;

/// <summary><c>Sentinel:RabbitMq</c>, as far as publishing needs it.</summary>
internal sealed class RabbitMqOptions
{
    public const string Section = "Sentinel:RabbitMq";

    /// <summary><c>amqp://</c> or <c>amqps://</c>, with its credentials: never logged, never in a message.</summary>
    public string Url { get; set; } = "amqp://guest:guest@127.0.0.1:5672";

    public string Queue { get; set; } = "sentinel.flows";

    public string Exchange { get; set; } = "sentinel.flows";

    public bool HasUrl => Uri.TryCreate(Url, UriKind.Absolute, out var url) && url is { Scheme: "amqp" or "amqps", Host.Length: > 0 };
}
