using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Sentinel.Hosting;

/// <summary>The sentences, each once, for what stopped a start; none for what nobody foresaw.</summary>
internal static class StartFailure
{
    public static IReadOnlyList<string> Sentences(Exception failure, IConfiguration? configuration, Func<Exception, string?>? own)
    {
        var causes = failure is AggregateException several ? several.Flatten().InnerExceptions : [failure];
        var told = causes.Select(cause => own?.Invoke(cause) is { } sentence ? [sentence] : Of(cause, configuration)).ToList();
        return told.Any(sentences => sentences.Count == 0) ? [] : [.. told.SelectMany(sentences => sentences).DistinctBy(SettingOf, StringComparer.Ordinal)];
    }

    /// <summary>What a sentence begins with. One is enough for a setting, however many parts it offends.</summary>
    private static string SettingOf(string sentence) => sentence.Split(' ', 2)[0];

    private static IReadOnlyList<string> Of(Exception cause, IConfiguration? configuration)
    {
        var url = configuration?[WebHostDefaults.ServerUrlsKey];
        return cause switch
        {
            OptionsValidationException wrong => [.. wrong.Failures],
            _ when UnconvertibleSetting.Read(cause) is { } setting => [setting.Sentence],
            IOException { InnerException: AddressInUseException } => [$"{HttpUrl.Setting}: the address{Shown(url)} is in use."],
            SocketException { SocketErrorCode: SocketError.AddressNotAvailable or SocketError.AccessDenied } =>
                [$"{HttpUrl.Setting}: cannot listen on the address{Shown(url)}: {cause.Message}."],
            InvalidOperationException when IsHttps(url) && cause.Message.Contains("certificate", StringComparison.Ordinal) =>
                [$"{HttpUrl.Setting} is an https:// address: Kestrel:Certificates:Default:Path must name its certificate."],
            CryptographicException or FileNotFoundException when IsHttps(url) =>
                [$"Kestrel:Certificates:Default must be a certificate that can be read: {cause.Message}"],
            _ => [],
        };
    }

    private static string Shown(string? url) => url is { Length: > 0 } ? $" {url}" : "";

    private static bool IsHttps(string? url) => url?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) is true;
}
