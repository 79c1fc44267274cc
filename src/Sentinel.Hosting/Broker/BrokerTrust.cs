using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sentinel.Hosting.Broker;

/// <summary>Which certificates of a broker are believed: those that name its host, of the authorities in the settings, or else of the system's.</summary>
public sealed class BrokerTrust(RabbitMqOptions options)
{
    private static readonly Oid ServerUse = new("1.3.6.1.5.5.7.3.1");

    /// <exception cref="AuthenticationException">It is not believed; the message says why.</exception>
    public bool Believe(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable)) throw new AuthenticationException("shows no certificate");
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)) throw new AuthenticationException("has a certificate for another name; check Url");
        if (options.CertificateAuthority is null && errors == SslPolicyErrors.None) return true;
        using var own = OwnChain(chain);
        using var shown = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        if (own.Build(shown) && options.CertificateAuthority is not null) return true;
        var isOutOfTime = own.ChainStatus.Any(status => status.Status.HasFlag(X509ChainStatusFlags.NotTimeValid));
        throw new AuthenticationException(isOutOfTime
            ? "has a certificate that has expired, or is not valid yet"
            : "has a certificate of an authority that is not trusted; check CertificateAuthority");
    }

    private X509Chain OwnChain(X509Chain? shown)
    {
        var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.ApplicationPolicy.Add(ServerUse);
        if (shown is not null) chain.ChainPolicy.ExtraStore.AddRange(shown.ChainPolicy.ExtraStore);
        if (options.CertificateAuthority is not { } file) return chain;
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.ImportFromPemFile(file);
        return chain;
    }
}
