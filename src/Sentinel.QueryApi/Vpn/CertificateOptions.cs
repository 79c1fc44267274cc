namespace Sentinel.QueryApi.Vpn;

/// <summary>Section <c>Sentinel:Certificates</c>.</summary>
internal sealed class CertificateOptions
{
    public const string Section = "Sentinel:Certificates";

    /// <summary>Where the certificates lie, a PEM file each; empty: there are none.</summary>
    public string? Folder { get; set; }
}
