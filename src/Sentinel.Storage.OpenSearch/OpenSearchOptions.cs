using Microsoft.Extensions.Options;

namespace Sentinel.Storage.OpenSearch;

/// <summary>How to reach OpenSearch or Elasticsearch, and how each day's index is made.</summary>
public sealed class OpenSearchOptions
{
    public const string Section = "Sentinel:Storage:OpenSearch";

    /// <summary>The cluster's nodes, comma separated.</summary>
    public string Urls { get; set; } = "http://127.0.0.1:9200";

    /// <summary>For basic authentication, with <see cref="Password"/>.</summary>
    public string? Username { get; set; }

    public string? Password { get; set; }

    /// <summary>Base64, as Elasticsearch hands it out; instead of a user name.</summary>
    public string? ApiKey { get; set; }

    /// <summary>A PEM file with the authorities that vouch for the nodes, instead of the system's.</summary>
    public string? CertificateAuthority { get; set; }

    /// <summary>Primary shards of a day that is still to come; more than one only where ingest outgrows a node.</summary>
    public int Shards { get; set; } = 1;

    /// <summary>After this time a stored row is found, on a day that is still to come: <c>5s</c>, <c>200ms</c> or <c>00:00:05</c>.</summary>
    public string RefreshInterval { get; set; } = "5s";

    /// <summary>Of one request; at least 30 s, since a busy engine answers a bulk after 8.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(60);

    internal TimeSpan Refresh => Interval.Parse(RefreshInterval) ?? throw new FormatException("RefreshInterval is no length of time");

    internal IReadOnlyList<Uri> Nodes() =>
        [.. Urls.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(url => new Uri(url.TrimEnd('/') + "/"))];

    /// <summary>Each wrong setting in a sentence of its own; no sentence repeats a value, which may be a secret.</summary>
    internal IEnumerable<string> Faults()
    {
        var urls = Urls.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (urls.Length == 0 || !urls.All(IsNode)) yield return $"{Section}:Urls must be http or https URLs without user, query or fragment, comma separated.";
        if (Username is null != Password is null) yield return $"{Section}:Username and {Section}:Password belong together.";
        if (Username is not null && ApiKey is not null) yield return $"{Section}:ApiKey and {Section}:Username exclude each other.";
        if (CertificateAuthority is not null && !File.Exists(CertificateAuthority)) yield return $"{Section}:CertificateAuthority names a file that is not there.";
        if (Shards is < 1 or > 64) yield return $"{Section}:Shards must be 1 to 64.";
        if (!(Interval.Parse(RefreshInterval) is { } refresh && refresh >= TimeSpan.FromMilliseconds(10) && refresh <= TimeSpan.FromMinutes(10)))
            yield return $"{Section}:RefreshInterval must be 10ms to 10m, as in 5s, 200ms or 00:00:05.";
        if (RequestTimeout < TimeSpan.FromSeconds(30) || RequestTimeout > TimeSpan.FromMinutes(10)) yield return $"{Section}:RequestTimeout must be 30 s to 10 min.";
    }

    private static bool IsNode(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && uri is { UserInfo: "", Query: "", Fragment: "" };

    internal sealed class Validator : IValidateOptions<OpenSearchOptions>
    {
        public ValidateOptionsResult Validate(string? name, OpenSearchOptions options)
        {
            var faults = options.Faults().ToList();
            return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
        }
    }
}
