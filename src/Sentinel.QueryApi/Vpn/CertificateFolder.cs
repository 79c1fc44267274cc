using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;

namespace Sentinel.QueryApi.Vpn;

/// <summary>The certificates of a folder, read anew at each question; those asked while it is being read share the next reading.</summary>
internal sealed partial class CertificateFolder(IOptions<CertificateOptions> options, TimeProvider time, ILogger<CertificateFolder> logger) : IDisposable
{
    /// <summary>More are not looked at.</summary>
    public const int MaxFiles = 10_000;

    /// <summary>A larger file is no certificate.</summary>
    public const int MaxBytes = 1024 * 1024;

    private static readonly string[] Endings = [".crt", ".pem", ".cer"];

    private readonly SemaphoreSlim reading = new(1);
    private IReadOnlyList<CertificateAnswer> last = [];
    private int begun;
    private int lastLeftOut;

    /// <summary>Those that expire first before the others. A file that is no certificate is left out, which the log counts.</summary>
    public async Task<IReadOnlyList<CertificateAnswer>> ListAsync(CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(options.Value.Folder)) return [];
        var before = Volatile.Read(ref begun);
        await reading.WaitAsync(cancellation);
        try
        {
            if (begun == before)
            {
                Interlocked.Increment(ref begun);
                last = Read(options.Value.Folder);
            }

            return last;
        }
        finally
        {
            reading.Release();
        }
    }

    public void Dispose() => reading.Dispose();

    private IReadOnlyList<CertificateAnswer> Read(string folder)
    {
        var files = Files(folder);
        var certificates = new List<(string File, TimeSpan Left)>();
        var now = time.GetUtcNow();
        foreach (var path in files.Take(MaxFiles))
        {
            if (EndOf(path) is { } end) certificates.Add((Path.GetFileName(path), end - now));
        }

        var leftOut = files.Count - certificates.Count;
        if (leftOut > 0 && leftOut != lastLeftOut) Log.LeftOut(logger, leftOut);
        lastLeftOut = leftOut;
        return [.. certificates.OrderBy(certificate => certificate.Left).ThenBy(certificate => certificate.File, StringComparer.Ordinal).Select(Of)];
    }

    private static CertificateAnswer Of((string File, TimeSpan Left) certificate) => new(
        certificate.File, string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(certificate.Left.TotalDays)} days"), certificate.Left < TimeSpan.Zero);

    private IReadOnlyList<string> Files(string folder)
    {
        try
        {
            return [.. Directory.EnumerateFiles(folder).Where(file => Endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Log.Unreadable(logger, failure.Message);
            return [];
        }
    }

    /// <summary>Null where the file is no certificate.</summary>
    private static DateTimeOffset? EndOf(string path)
    {
        try
        {
            if (new FileInfo(path).Length > MaxBytes) return null;
            using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(path));
            return new DateTimeOffset(certificate.NotAfter.ToUniversalTime());
        }
        catch (Exception failure) when (failure is CryptographicException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3901, LogLevel.Information, "{Count} files in Sentinel:Certificates:Folder are no certificates, or too many, and left out")]
        public static partial void LeftOut(ILogger logger, int count);

        [LoggerMessage(3902, LogLevel.Warning, "Sentinel:Certificates:Folder cannot be read: {Reason}")]
        public static partial void Unreadable(ILogger logger, string reason);
    }
}
