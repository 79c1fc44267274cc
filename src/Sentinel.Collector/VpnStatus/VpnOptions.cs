namespace Sentinel.Collector.VpnStatus;

/// <summary>Section <c>Sentinel:Vpn</c>.</summary>
internal sealed class VpnOptions
{
    public const string Section = "Sentinel:Vpn";

    public static readonly TimeSpan ShortestInterval = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan LongestInterval = TimeSpan.FromMinutes(10);

    /// <summary>The status files that OpenVPN servers write, separated by commas.</summary>
    public string StatusFiles { get; set; } = "";

    /// <summary>How often a file is looked at. It is read where it has changed.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The VPN server's address: the exporter of its flows, and their other end. Where it is empty, the exporter is the ingestor's default one, and the other end 0.0.0.0.</summary>
    public string Server { get; set; } = "";

    public IReadOnlyList<string> Files => StatusFiles.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
