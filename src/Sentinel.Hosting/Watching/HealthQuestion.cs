using System.Net;
using System.Net.Security;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;

namespace Sentinel.Hosting.Watching;

/// <summary>
/// What <c>health</c> on a program's command line does: nothing is started, the one that runs under the same settings is asked whether it is ready.
/// A container's health check: its image holds the program, and neither shell nor client.
/// </summary>
public static class HealthQuestion
{
    public const string Argument = "health";

    /// <summary>Longer than the program itself waits for what it asks.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <param name="configuration">With the address that the program listens on.</param>
    /// <returns>The exit code: 0 when it is ready, else 1 and a sentence on standard error.</returns>
    public static async Task<int> AnswerAsync(IConfiguration configuration)
    {
        if (await AskAsync(configuration, CancellationToken.None) is not { } sentence) return 0;
        await Console.Error.WriteLineAsync(sentence);
        return 1;
    }

    /// <param name="configuration">With the address that the program listens on.</param>
    /// <returns>Null when it is ready, else a sentence.</returns>
    public static async Task<string?> AskAsync(IConfiguration configuration, CancellationToken cancellation)
    {
        if (!Uri.TryCreate(configuration[WebHostDefaults.ServerUrlsKey], UriKind.Absolute, out var listening)) return $"{HttpUrl.Setting} is no address that could be asked.";
        var url = UrlOf(listening);
        try
        {
            using var client = new HttpClient(Handler()) { Timeout = Patience };
            using var answer = await client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellation);
            return answer.IsSuccessStatusCode ? null : $"{url} answers {(int)answer.StatusCode}.";
        }
        catch (Exception failure) when (failure is HttpRequestException || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            return $"{url} does not answer: {failure.Message}";
        }
    }

    /// <summary>Who listens on all addresses listens on loopback.</summary>
    private static Uri UrlOf(Uri listening) => new UriBuilder(listening)
    {
        Path = Probes.Ready,
        Host = IPAddress.TryParse(listening.DnsSafeHost, out var address)
            ? address.Equals(IPAddress.Any) ? "127.0.0.1" : address.Equals(IPAddress.IPv6Any) ? "[::1]" : listening.Host
            : listening.Host,
    }.Uri;

    /// <summary>The certificate names the host by which others ask; a program that asks itself has nobody to mistake for it, and no proxy between.</summary>
    private static SocketsHttpHandler Handler() => new()
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        SslOptions = new()
        {
            RemoteCertificateValidationCallback = (_, _, _, errors) => !errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable),
        },
    };
}
