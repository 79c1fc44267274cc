using System.Net;
using System.Net.Security;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;

namespace Sentinel.Hosting.Watching;

/// <summary>
/// What <c>health</c> on a program's command line does: nothing is started, the one that runs under the same settings is asked whether it is ready.
/// A container's health check: its image holds the program, and neither shell nor client.
/// </summary>
internal static class HealthQuestion
{
    public const string Argument = "health";

    /// <summary>Longer than the program itself waits for what it asks.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <param name="configuration">With the address that the program listens on.</param>
    /// <returns>The exit code: 0 when it is ready, else 1 and a sentence on standard error.</returns>
    public static async Task<int> AskAsync(IConfiguration configuration)
    {
        if (!Uri.TryCreate(configuration[WebHostDefaults.ServerUrlsKey], UriKind.Absolute, out var listening))
            return await RefuseAsync($"{HttpUrl.Setting} is no address that could be asked.");
        var url = UrlOf(listening);
        try
        {
            using var client = new HttpClient(Handler()) { Timeout = Patience };
            using var answer = await client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead);
            return answer.IsSuccessStatusCode ? 0 : await RefuseAsync($"{url} answers {(int)answer.StatusCode}.");
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            return await RefuseAsync($"{url} does not answer: {failure.Message}");
        }
    }

    private static async Task<int> RefuseAsync(string sentence)
    {
        await Console.Error.WriteLineAsync(sentence);
        return 1;
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
