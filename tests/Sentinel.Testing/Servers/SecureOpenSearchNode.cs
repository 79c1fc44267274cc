using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Sentinel.Testing.Servers;

/// <summary>OpenSearch with its security plugin: https with a certificate authority of its own, users and roles.</summary>
public sealed class SecureOpenSearchNode : ServerProcess
{
    public SecureOpenSearchNode()
        : this(FreePorts.Next(), FreePorts.Next())
    {
    }

    private SecureOpenSearchNode(int port, int transport)
        : base("secure", [$"http.port={port}", $"transport.port={transport}"]) => Url = new($"https://127.0.0.1:{port}");

    public Uri Url { get; }

    public string CertificateAuthority => Path.Combine(Folder, "config", "certs", "ca.pem");

    /// <summary>Makes the user, or gives it another password and role.</summary>
    public async Task PutUserAsync(string name, string password, string role, CancellationToken cancellation)
    {
        await SendAsync(HttpMethod.Put, $"_plugins/_security/api/internalusers/{name}", $$"""{"password":"{{password}}"}""", cancellation);
        await SendAsync(HttpMethod.Put, $"_plugins/_security/api/rolesmapping/{role}", $$"""{"users":["{{name}}","admin"]}""", cancellation);
    }

    /// <summary>As the administrator.</summary>
    public async Task SendAsync(HttpMethod method, string path, string? body, CancellationToken cancellation)
    {
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.ImportFromPemFile(CertificateAuthority);
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(method, new Uri(Url, path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("admin:admin"u8));
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.SendAsync(request, cancellation);
        if (!answer.IsSuccessStatusCode) throw new HttpRequestException($"{path}: {await answer.Content.ReadAsStringAsync(cancellation)}");
    }

    protected override async ValueTask<bool> IsReadyAsync()
    {
        try
        {
            using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            await SendAsync(HttpMethod.Get, "_cluster/health?wait_for_status=yellow&timeout=5s", null, bound.Token);
            return true;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException or System.Security.Cryptography.CryptographicException)
        {
            return false;
        }
    }
}
