namespace Sentinel.QueryApi.Vpn;

/// <summary>Section <c>Sentinel:Vpn</c>.</summary>
internal sealed class VpnOptions
{
    public const string Section = "Sentinel:Vpn";

    /// <summary>How long after its last traffic a client is taken to be connected.</summary>
    public TimeSpan ActiveFor { get; set; } = TimeSpan.FromMinutes(3);
}
