using System.Globalization;
using Sentinel.Contracts;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests.Firewall;

/// <summary>A random choice of the dialect's parameters, as a query string and as a predicate.</summary>
internal sealed class RandomFirewallQuestion
{
    private readonly List<string> parts = [];
    private readonly List<Func<Flow, bool>> conditions = [];
    private readonly Random random;
    private readonly Flow like;

    /// <param name="isLog">Whether it may have the filters that statistics do not take.</param>
    public RandomFirewallQuestion(Random random, IReadOnlyList<FlowRow> rows, bool isLog)
    {
        this.random = random;
        // Values of one row, so that conditions agree on something now and then.
        like = rows.Where(row => row.Flow is { ProjectId: not null, LogType: not null }).ElementAt(random.Next(300)).Flow;
        var (start, end) = (like.LastSeen - random.Next(100_000_000), like.LastSeen + random.Next(100_000_000));
        Add(Text($"fw_instance_id={like.FwInstanceId}&start_time={start}&end_time={end}"), flow =>
            Same(flow.ProjectId, like.ProjectId) && Same(flow.FwInstanceId, like.FwInstanceId) && flow.LastSeen >= start && flow.LastSeen <= end);
        if (!isLog || Asked()) Add(Text($"log_type={like.LogType}"), flow => Same(flow.LogType, like.LogType));
        if (Asked()) AddOutOf(("direction=in2out", flow => flow.Direction is "outbound"), ("direction=out2in", flow => flow.Direction is "inbound"));
        if (Asked())
        {
            AddOutOf(
                ("enterprise_project_id=0", flow => flow.EnterpriseProjectId is null), ("enterprise_project_id=all_granted_eps", _ => true),
                ("enterprise_project_id=e-1", flow => flow.EnterpriseProjectId is "e-1"));
        }

        if (Asked()) AddOutOf(("vgw_id=v-1", flow => flow.VgwId is "v-1"), ("vgw_id=v-1,v-2", flow => flow.VgwId is not null), ("vgw_id=v-2&vgw_id=v-1&vgw_id=v-1", flow => flow.VgwId is not null));
        if (isLog) AddLogFilters();
        else if (Asked()) AddOutOf(("asset_type=private", flow => Judge.IsPrivate(flow) is true), ("asset_type=public", flow => Judge.IsPrivate(flow) is false), ("asset_type=open_port", Judge.IsOpenPort));
    }

    public string Project => like.ProjectId!;

    public string Query => string.Join('&', parts);

    public bool Matches(FlowRow row) => conditions.TrueForAll(condition => condition(row.Flow));

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static bool Same(string? left, string? right) => string.Equals(left, right, StringComparison.Ordinal);

    private void AddLogFilters()
    {
        AddAddress("src_ip", flow => flow.SrcIp);
        AddAddress("dst_ip", flow => flow.DstIp);
        if (Asked()) Add(Text($"src_port={like.SrcPort}"), flow => flow.SrcPort == like.SrcPort);
        if (Asked()) Add(Text($"dst_port={like.DstPort}"), flow => flow.DstPort == like.DstPort);
        if (Asked())
        {
            AddOutOf(
                ("protocol=-1", _ => true), (Text($"protocol={like.Protocol}"), flow => flow.Protocol == like.Protocol),
                ("protocol=tcp", flow => flow.Protocol == 6), ("protocol=ICMPv6", flow => flow.Protocol == 58), ("protocol=ipv6-icmp", flow => flow.Protocol == 58));
        }

        AddWord("app", flow => flow.App);
        if (Asked()) Add("app=ANY", _ => true, isAlone: true);
        AddWord("dst_host", flow => flow.DstHost);
        AddWord("src_region_name", flow => flow.SrcRegion);
        AddWord("dst_region_name", flow => flow.DstRegion);
    }

    private bool Asked() => random.Next(5) == 0;

    private void Add(string part, Func<Flow, bool> condition, bool isAlone = false)
    {
        if (isAlone && parts.Exists(other => other.StartsWith(part.Split('=')[0], StringComparison.Ordinal))) return;
        parts.Add(part);
        conditions.Add(condition);
    }

    private void AddOutOf(params (string Part, Func<Flow, bool> Condition)[] among)
    {
        var (part, condition) = among[random.Next(among.Length)];
        Add(part, condition);
    }

    private void AddWord(string name, Func<Flow, string?> of)
    {
        // Values are trimmed on their way in, so one with an edge of blanks is not to be had.
        if (!Asked() || of(like) is not { } word || word.Trim().Length < word.Length) return;
        Add($"{name}={Uri.EscapeDataString(word)}", flow => Same(of(flow), word));
    }

    private void AddAddress(string name, Func<Flow, Address> of)
    {
        if (!Asked()) return;
        if (random.Next(2) == 0)
        {
            var address = of(like);
            Add($"{name}={Uri.EscapeDataString(address.ToString())}", flow => of(flow) == address);
        }
        else
        {
            var prefix = Vocabulary.Prefixes[random.Next(Vocabulary.Prefixes.Count)];
            Add($"{name}={Uri.EscapeDataString(prefix.ToString())}", flow => prefix.Contains(of(flow)));
        }
    }
}
