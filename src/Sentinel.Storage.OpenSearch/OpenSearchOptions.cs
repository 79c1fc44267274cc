using Microsoft.Extensions.Options;

namespace Sentinel.Storage.OpenSearch;

/// <summary>How to reach OpenSearch or Elasticsearch, and how each day's index is made. A text that is empty counts as absent, save <see cref="Urls"/>.</summary>
public sealed class OpenSearchOptions
{
    public const string Section = "Sentinel:Storage:OpenSearch";

    /// <summary>The cluster's nodes, comma separated.</summary>
    public string Urls { get; set; } = "http://127.0.0.1:9200";

    /// <summary>For basic authentication, with <see cref="Password"/>.</summary>
    public string? Username { get; set => field = OrNull(value); }

    public string? Password { get; set => field = OrNull(value); }

    /// <summary>Base64, as Elasticsearch hands it out; instead of a user name.</summary>
    public string? ApiKey { get; set => field = OrNull(value); }

    /// <summary>A PEM file with the authorities that vouch for the nodes, instead of the system's.</summary>
    public string? CertificateAuthority { get; set => field = OrNull(value); }

    /// <summary>Primary shards of a day that is still to come; more than one only where ingest outgrows a node.</summary>
    public int Shards { get; set; } = 1;

    /// <summary>After this time a stored row is found, on a day that is still to come: <c>5s</c>, <c>200ms</c> or <c>00:00:05</c>.</summary>
    public string RefreshInterval { get; set => field = OrNull(value) ?? field; } = "5s";

    /// <summary>Of one request, written like <see cref="RefreshInterval"/>; at least 30 s, since a busy engine answers a bulk after 8.</summary>
    public string RequestTimeout { get; set => field = OrNull(value) ?? field; } = "60s";

    internal TimeSpan Refresh => Interval.Parse(RefreshInterval) ?? throw new FormatException("RefreshInterval is no length of time");

    internal TimeSpan Timeout => Interval.Parse(RequestTimeout) ?? throw new FormatException("RequestTimeout is no length of time");

    internal IReadOnlyList<Uri> Nodes() =>
        [.. Urls.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(url => new Uri(url.TrimEnd('/') + "/"))];

    /// <summary>Each wrong setting in a sentence of its own; no sentence repeats a value, which may be a secret.</summary>
    internal IEnumerable<string> Faults()
    {
        var urls = Urls.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (urls.Length == 0 || !urls.All(IsNode)) yield return $"{Section}:Urls must be http or https URLs without user, query or fragment, comma separated.";
        if (Username is null != Password is null) yield return $"{Section}:Username must come with {Section}:Password, and that with it.";
        if (Username is not null && ApiKey is not null) yield return $"{Section}:ApiKey must be absent where {Section}:Username is set.";
        if (CertificateAuthority is not null && !File.Exists(CertificateAuthority)) yield return $"{Section}:CertificateAuthority must name a file that is there.";
        if (Shards is < 1 or > 64) yield return $"{Section}:Shards must be 1 to 64.";
        if (!(Interval.Parse(RefreshInterval) is { } refresh && refresh >= TimeSpan.FromMilliseconds(10) && refresh <= TimeSpan.FromMinutes(10)))
            yield return $"{Section}:RefreshInterval must be 10ms to 10m, as in 5s, 200ms or 00:00:05.";
        if (!(Interval.Parse(RequestTimeout) is { } timeout && timeout >= TimeSpan.FromSeconds(30) && timeout <= TimeSpan.FromMinutes(10)))
            yield return $"{Section}:RequestTimeout must be 30s to 10m, as in 60s, 2m or 00:01:00.";
    }

    private static string? OrNull(string? text) => string.IsNullOrEmpty(text) ? null : text;

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
