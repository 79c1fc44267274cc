namespace Sentinel.QueryApi.Tokens;

/// <summary><c>Sentinel:Security</c>.</summary>
internal sealed class TokenOptions
{
    public const string Section = "Sentinel:Security";

    /// <summary>A token of any form that has every scope; the first, from which others are made.</summary>
    public string? BootstrapToken { get; set; }
}
