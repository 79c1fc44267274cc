using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Sentinel.Storage.OpenSearch.Http;

/// <summary>Makes the connections to the nodes: pooled, authenticated, trusting what the options say.</summary>
internal static class EngineHandler
{
    private const int MaxAnswerBytes = 512 * 1024 * 1024;

    public static HttpClient Connect(OpenSearchOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            AutomaticDecompression = options.Nodes().All(node => node.IsLoopback) ? DecompressionMethods.None : DecompressionMethods.GZip,
        };
        if (options.CertificateAuthority is { } file) handler.SslOptions.CertificateChainPolicy = TrustOnly(file);
        var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MaxAnswerBytes };
        client.DefaultRequestHeaders.Authorization = Authorization(options);
        return client;
    }

    private static AuthenticationHeaderValue? Authorization(OpenSearchOptions options) =>
        options.ApiKey is { } key ? new("ApiKey", key)
        : options.Username is { } user ? new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{options.Password}")))
        : null;

    private static X509ChainPolicy TrustOnly(string file)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(file);
        return policy;
    }
}
