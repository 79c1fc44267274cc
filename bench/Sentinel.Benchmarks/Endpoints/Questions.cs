using System.Globalization;
using Sentinel.Contracts;

namespace Sentinel.Benchmarks.Endpoints;

/// <param name="OverHour">The same over the last hour; null where there is no such question.</param>
internal sealed record Question(string Name, string OverWeek, string? OverHour);

/// <summary>Every reading endpoint of the five dialects, as their clients ask it.</summary>
internal static class Questions
{
    private const long Hour = Window.DayMilliseconds / 24;

    private static readonly string[] Items =
        ["src_ip", "dst_ip", "dst_port", "protocol", "dst_host", "app", "src_region_name", "dst_region_name", "risk_ip", "risk_host", "open_port"];

    public static IEnumerable<Question> About(WeekOfTraffic traffic) => [.. Native(traffic), .. Reports(traffic), .. FirewallLogs(traffic), .. Statistics(), .. Vpn()];

    public static string DateOf(long time) => Window.DayOf(time).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static IEnumerable<Question> Native(WeekOfTraffic traffic)
    {
        foreach (var parameters in (string[])["limit=50", "limit=10000", $"limit=50&offset={traffic.Rows / 200}", "limit=50&sort=bytes", "limit=50&subscriber=" + WeekOfTraffic.Subscriber, "limit=50&src_ip=10.0.0.0/24", "limit=50&port=53&protocol=17"])
            yield return Ask("flows", parameters);
        yield return new($"`flows` limit=50&offset={traffic.Rows / 2}", Path("flows", $"limit=50&offset={traffic.Rows / 2}", traffic.Start), null);
        foreach (var dimension in (string[])["src", "dst", "pair", "dst_port", "app", "subscriber"]) yield return Ask("flows/top-talkers", $"dim={dimension}&limit=20");
        yield return Ask("flows/protocols", "");

        Question Ask(string path, string parameters) =>
            new($"`{path}` {parameters}".TrimEnd(), Path(path, parameters, traffic.Start), Path(path, parameters, traffic.End - Hour));

        string Path(string path, string parameters, long from) => $"/api/v1/{path}?from={from}&to={traffic.End}&{parameters}".TrimEnd('&');
    }

    /// <summary>Of today, since the dialect knows no hours.</summary>
    private static IEnumerable<Question> Reports(WeekOfTraffic traffic) =>
        from question in (string[])["?per_page=100", "?per_page=100&page=100", $"?subscriber_id={WeekOfTraffic.Subscriber}", "/stats?"]
        let path = $"/api/v1/flow-reports{question}&start="
        select new Question($"`flow-reports{question.TrimEnd('?')}`", path + DateOf(traffic.Start), path + DateOf(traffic.End));

    private static IEnumerable<Question> FirewallLogs(WeekOfTraffic traffic) =>
        from parameters in (string[])["limit=100", "limit=1024&direction=in2out", "limit=100&app=SSH"]
        let path = $"/v1/{WeekOfTraffic.Project}/cfw/logs/flow?fw_instance_id={WeekOfTraffic.Firewall}&end_time={traffic.End}&{parameters}&start_time="
        select new Question($"`logs/flow` {parameters}", path + traffic.Start, path + (traffic.End - Hour));

    private static IEnumerable<Question> Statistics() =>
        from item in Items
        let path = $"/v1/{WeekOfTraffic.Project}/cfw/logs/flow-statistic?fw_instance_id={WeekOfTraffic.Firewall}&log_type=internet&item={item}&range="
        select new Question($"`logs/flow-statistic` item={item}", path + "2", path + "0");

    private static IEnumerable<Question> Vpn()
    {
        yield return new("`analytics`", "/api/v1/analytics?range=7d", "/api/v1/analytics?range=24h");
        foreach (var path in (string[])["stats", "stats/system", "clients", "certificates"]) yield return new($"`{path}`", $"/api/v1/{path}", null);
        yield return new("`stats/{common_name}`", $"/api/v1/stats/{WeekOfTraffic.Subscriber}?range=7d", $"/api/v1/stats/{WeekOfTraffic.Subscriber}?range=1h");
    }
}
