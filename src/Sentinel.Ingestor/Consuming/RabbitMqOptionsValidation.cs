using Microsoft.Extensions.Options;

namespace Sentinel.Ingestor.Consuming;

internal sealed class RabbitMqOptionsValidation : IValidateOptions<RabbitMqOptions>
{
    private const int MaxName = 200;

    public ValidateOptionsResult Validate(string? name, RabbitMqOptions options)
    {
        if (!Uri.TryCreate(options.Url, UriKind.Absolute, out var url) || url.Scheme is not ("amqp" or "amqps") || url.Host.Length == 0)
            return Fail(nameof(options.Url), "must be an amqp or amqps URL");
        if (options.Queue.Length is 0 or > MaxName) return Fail(nameof(options.Queue), "must be a name of 1 to 200 characters");
        if (options.Exchange.Length is 0 or > MaxName) return Fail(nameof(options.Exchange), "must be a name of 1 to 200 characters");
        if (options.Prefetch is < 1 or > RabbitMqOptions.MaxPrefetch) return Fail(nameof(options.Prefetch), "must be 1 to 1000");
        return ValidateOptionsResult.Success;
    }

    private static ValidateOptionsResult Fail(string setting, string what) =>
        ValidateOptionsResult.Fail($"{RabbitMqOptions.Section}:{setting} {what}.");
}
