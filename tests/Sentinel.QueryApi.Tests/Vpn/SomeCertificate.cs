using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sentinel.QueryApi.Tests.Vpn;

internal static class SomeCertificate
{
    /// <param name="end">Epoch ms, a whole second.</param>
    public static void Write(string folder, string file, long end)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var until = DateTimeOffset.FromUnixTimeMilliseconds(end);
        using var certificate = new CertificateRequest("CN=alice", key, HashAlgorithmName.SHA256).CreateSelfSigned(until.AddYears(-1), until);
        File.WriteAllText(Path.Combine(folder, file), certificate.ExportCertificatePem());
    }
}
