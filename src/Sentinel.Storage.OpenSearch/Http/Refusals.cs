using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Sentinel.Storage.OpenSearch.Http;

/// <summary>The sentence for what a person has to mend: which node, and the setting to look at. None tells a secret.</summary>
internal static class Refusals
{
    /// <summary>The checks that an authority fails of which we know nothing, or only one of the same name.</summary>
    private static readonly string[] Unknown =
        [nameof(X509ChainStatusFlags.PartialChain), nameof(X509ChainStatusFlags.UntrustedRoot), nameof(X509ChainStatusFlags.NotSignatureValid)];

    /// <summary>Of an answer that does not let us in, or does not let us do this.</summary>
    public static string Of(EngineAnswer answer, Uri node, OpenSearchOptions options)
    {
        var who = options.ApiKey is not null ? "the API key" : options.Username is { } user ? $"the user {user}" : "us without a name";
        var check = options.ApiKey is not null ? "check ApiKey" : options.Username is not null ? "check Username and Password" : "set Username and Password, or ApiKey";
        return answer.Status == HttpStatusCode.Unauthorized
            ? $"{OpenSearchOptions.Section}: {Name(node)} refuses {who} (401); {check}."
            : $"{OpenSearchOptions.Section}: {Name(node)} does not let {who} do this; give it the documented role: {answer.Refusal()}";
    }

    /// <summary>Null where it is no matter of trust, but of a connection that broke.</summary>
    public static string? Of(HttpRequestException fault, Uri node)
    {
        if (fault is not { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: AuthenticationException { Message: var words } }) return null;
        return $"{OpenSearchOptions.Section}: {Name(node)} {Reason(words, node)}.";
    }

    public static string Name(Uri node) => node.GetLeftPart(UriPartial.Authority);

    /// <summary>By the names of the checks that failed, which are all that is told of them.</summary>
    private static string Reason(string words, Uri node) =>
        words.Contains(nameof(X509ChainStatusFlags.NotTimeValid), StringComparison.Ordinal) ? "has a certificate that has expired, or is not valid yet"
        : words.Contains(nameof(SslPolicyErrors.RemoteCertificateNameMismatch), StringComparison.Ordinal) ? $"has a certificate for another name than {node.Host}; check Urls"
        : Unknown.Any(check => words.Contains(check, StringComparison.Ordinal)) ? "has a certificate of an authority that is not trusted; check CertificateAuthority"
        : $"is not trusted; check Urls and CertificateAuthority: {words.TrimEnd('.')}";
}
