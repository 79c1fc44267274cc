using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sentinel.Testing;

/// <summary>A certificate authority that nobody knows who is not told of it; its files end with it.</summary>
public sealed class TestAuthority : IDisposable
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";
    private static readonly TimeSpan Life = TimeSpan.FromDays(10);

    private readonly TemporaryFolder folder = new();
    private readonly DateTimeOffset now = TimeProvider.System.GetUtcNow();
    private readonly X509Certificate2 root;
    private int issued;

    public TestAuthority()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=An authority for tests", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        root = request.CreateSelfSigned(now - Life, now + Life);
        File = Path.Combine(folder.Path, "ca.pem");
        System.IO.File.WriteAllText(File, root.ExportCertificatePem());
    }

    /// <summary>Its own certificate, PEM.</summary>
    public string File { get; }

    /// <param name="host">That it is for.</param>
    /// <param name="hasExpired">A day ago.</param>
    public TestCertificate Issue(string host = "127.0.0.1", bool hasExpired = false)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=a server", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(host, out var address)) names.AddIpAddress(address);
        else names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new(ServerUse)], critical: false));
        var end = hasExpired ? now.AddDays(-1) : now.AddDays(1);
        using var certificate = request.Create(root, now.AddDays(-2), end, RandomNumberGenerator.GetBytes(8));
        var number = Interlocked.Increment(ref issued);
        var (file, keyFile) = (Path.Combine(folder.Path, $"{number}.pem"), Path.Combine(folder.Path, $"{number}.key"));
        System.IO.File.WriteAllText(file, certificate.ExportCertificatePem());
        System.IO.File.WriteAllText(keyFile, key.ExportPkcs8PrivateKeyPem());
        return new(file, keyFile);
    }

    /// <summary>A client that trusts it and nobody else.</summary>
    public HttpClient Connect(Uri server)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        handler.SslOptions.CertificateChainPolicy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(root);
        return new(handler) { BaseAddress = server };
    }

    public void Dispose()
    {
        root.Dispose();
        folder.Dispose();
    }
}

/// <param name="File">PEM.</param>
/// <param name="KeyFile">PEM.</param>
public sealed record TestCertificate(string File, string KeyFile);
