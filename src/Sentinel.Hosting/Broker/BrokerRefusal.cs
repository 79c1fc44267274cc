using System.Security.Authentication;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Sentinel.Hosting.Broker;

/// <summary>The sentence for why a broker does not let us in: which one, and the setting to look at. None tells a password.</summary>
public static class BrokerRefusal
{
    public static string Sentence(Exception failure, RabbitMqOptions options)
    {
        var url = new Uri(options.Url);
        var factory = new ConnectionFactory { Uri = url };
        var broker = $"{RabbitMqOptions.Section}:{nameof(options.Url)}: {url.Scheme}://{factory.HostName}:{factory.Port}";
        foreach (var cause in Causes(failure))
        {
            switch (cause)
            {
                case AuthenticationFailureException:
                    return $"{broker} refuses the user {factory.UserName}; check the user and the password.";
                case OperationInterruptedException { ShutdownReason.ReplyCode: Constants.NotAllowed }:
                    return $"{broker} does not let the user {factory.UserName} into the virtual host {factory.VirtualHost}; check its name and the user's rights.";
                case OperationInterruptedException { ShutdownReason: { ReplyCode: Constants.AccessRefused, ReplyText: var words } }:
                    return $"{broker} lacks a right for the user {factory.UserName}: {words}.";
                case AuthenticationException { Message: var words } when words.Contains("frame", StringComparison.Ordinal):
                    return $"{broker} does not speak TLS; check the port, or say amqp.";
                case AuthenticationException { Message: var words }:
                    return $"{broker} {words.TrimEnd('.')}.";
            }
        }

        // Ours, or the client's, which tells the end of its patience as one.
        if (failure is OperationCanceledException) return $"{broker} does not answer in time.";
        return $"{broker} cannot be used: {failure.GetBaseException().Message.TrimEnd('.')}.";
    }

    /// <summary>Whether the broker knows the user not, or does not let it do what it must.</summary>
    public static bool IsRefusal(Exception failure) => Causes(failure).Any(cause => cause
        is AuthenticationFailureException
        or OperationInterruptedException { ShutdownReason.ReplyCode: Constants.NotAllowed or Constants.AccessRefused });

    /// <summary>The failure and what it was caused by, outermost first.</summary>
    private static IEnumerable<Exception> Causes(Exception failure)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            yield return cause;
            if (cause is not AggregateException { InnerExceptions.Count: > 1 } several) continue;
            foreach (var one in several.InnerExceptions.Skip(1).SelectMany(Causes)) yield return one;
        }
    }
}
