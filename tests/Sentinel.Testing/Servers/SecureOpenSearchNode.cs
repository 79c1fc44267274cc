using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace Sentinel.Testing.Servers;

/// <summary>OpenSearch with its security plugin: https with a certificate authority of its own, users and roles.</summary>
/// <param name="settings">Of <c>opensearch.yml</c>, as <c>name=value</c>.</param>
public sealed class SecureOpenSearchNode(params string[] settings) : SearchNode("secure", settings, "https")
{
    public string CertificateAuthority => Path.Combine(Folder, "config", "certs", "ca.pem");

    /// <summary>The role that the documentation tells operators to make.</summary>
    public static JsonNode DocumentedRole()
    {
        using var file = typeof(SecureOpenSearchNode).Assembly.GetManifestResourceStream("opensearch-role.json")!;
        return JsonNode.Parse(file)!;
    }

    /// <summary>As the administrator.</summary>
    public override HttpClient Connect()
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(X509CertificateLoader.LoadCertificateFromFile(CertificateAuthority));
        var client = new HttpClient(handler) { BaseAddress = Url };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("admin:admin"u8));
        return client;
    }

    /// <summary>Makes the user, or gives it another password and role.</summary>
    public async Task PutUserAsync(string name, string password, string role, CancellationToken cancellation)
    {
        await PutAsync($"internalusers/{name}", $$"""{"password":"{{password}}"}""", cancellation);
        await PutAsync($"rolesmapping/{role}", $$"""{"users":["{{name}}","admin"]}""", cancellation);
    }

    /// <summary>Makes the role, or gives it other rights.</summary>
    public Task PutRoleAsync(string name, JsonNode role, CancellationToken cancellation) => PutAsync($"roles/{name}", role.ToJsonString(), cancellation);

    private async Task PutAsync(string what, string body, CancellationToken cancellation)
    {
        var answer = await SendAsync(HttpMethod.Put, $"_plugins/_security/api/{what}", body, cancellation);
        if ((string?)answer["status"] is not ("OK" or "CREATED")) throw new InvalidOperationException($"{what}: {answer.ToJsonString()}");
    }
}
