using System.Text;
using Microsoft.Extensions.Options;

namespace Sentinel.Hosting.Broker;

internal sealed class RabbitMqOptionsValidation : IValidateOptions<RabbitMqOptions>
{
    /// <summary>AMQP allows 255, of which the name of the error queue needs some.</summary>
    private const int MaxNameBytes = 200;

    public ValidateOptionsResult Validate(string? name, RabbitMqOptions options)
    {
        var failures = new List<string>();
        if (!Uri.TryCreate(options.Url, UriKind.Absolute, out var url) || url is not { Scheme: "amqp" or "amqps", Host.Length: > 0 })
            Add(nameof(options.Url), "an amqp:// or amqps:// address");
        if (options.CertificateAuthority is { } file && !File.Exists(file)) Add(nameof(options.CertificateAuthority), "a file that is there");
        if (!IsName(options.Queue)) Add(nameof(options.Queue), $"a name of 1 to {MaxNameBytes} bytes");
        if (!IsName(options.Exchange)) Add(nameof(options.Exchange), $"a name of 1 to {MaxNameBytes} bytes");
        if (options.Prefetch is < 1 or > RabbitMqOptions.MaxPrefetch) Add(nameof(options.Prefetch), $"1 to {RabbitMqOptions.MaxPrefetch}");
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Add(string setting, string what) => failures.Add($"{RabbitMqOptions.Section}:{setting} must be {what}.");
    }

    private static bool IsName(string name) => Encoding.UTF8.GetByteCount(name) is >= 1 and <= MaxNameBytes;
}
