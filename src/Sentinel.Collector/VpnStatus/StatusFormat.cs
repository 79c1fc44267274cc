using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Sentinel.Contracts;

namespace Sentinel.Collector.VpnStatus;

/// <summary>
/// Reads the text of OpenVPN's <c>--status</c> file in its three versions. Version 1 names its lists by headings, 2 and 3 say on each line
/// which list it is of, with commas or tabs between fields. Columns are found by their names: servers of different age have different ones.
/// </summary>
internal static class StatusFormat
{
    private const string FirstOfVersion1 = "OpenVPN CLIENT LIST";
    private const string RoutesOfVersion1 = "ROUTING TABLE";
    private const string Last = "END";

    /// <param name="modified">When the file was written, epoch ms: the time of a report that does not say its own in a way that has a time zone.</param>
    /// <param name="broken">Numbers of sessions that could not be read.</param>
    /// <returns>False where the text is no status, or not to its end.</returns>
    public static bool TryRead(string text, long modified, [NotNullWhen(true)] out StatusReport? report, out int broken)
    {
        var lines = text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        (report, broken) = (null, 0);
        var status = lines switch
        {
            [FirstOfVersion1, .., Last] => ReadHeadings(lines),
            [['T', 'I', 'T', 'L', 'E', (',' or '\t') and var separator, ..], .., Last] => ReadTagged(lines, separator),
            _ => null,
        };
        if (status is not { Clients: { } clients, Routes: var routes }) return false;
        var virtualAddresses = routes is null ? [] : VirtualAddresses(routes);
        var sessions = new List<VpnSession>();
        foreach (var readings in clients.Lines)
        {
            if (TryReadSession(readings, virtualAddresses, out var session)) sessions.Add(session);
            else broken++;
        }

        report = new(status.Time ?? modified, sessions);
        return true;
    }

    private static Status ReadHeadings(string[] lines)
    {
        var status = new Status();
        StatusTable? current = null;
        for (var index = 0; index < lines.Length; index++)
        {
            var line = lines[index];
            switch (line)
            {
                case FirstOfVersion1 or RoutesOfVersion1 or "GLOBAL STATS" or Last:
                    current = null;
                    break;
                // A heading stands where headings do: a client may have its name.
                case not null when status.Clients is null && line.StartsWith("Common Name,", StringComparison.Ordinal):
                    status.Clients = current = new(line.Split(','));
                    break;
                case not null when lines[index - 1] is RoutesOfVersion1 && line.StartsWith("Virtual Address,", StringComparison.Ordinal):
                    status.Routes = current = new(line.Split(','));
                    break;
                default:
                    current?.Add(line!.Split(','));
                    break;
            }
        }

        return status;
    }

    private static Status ReadTagged(string[] lines, char separator)
    {
        var status = new Status();
        foreach (var fields in lines.Select(line => line.Split(separator)))
        {
            switch (fields)
            {
                case ["TIME", _, var seconds, ..]:
                    status.Time = TimeOf(seconds);
                    break;
                case ["HEADER", "CLIENT_LIST", .. var columns]:
                    status.Clients = new(columns);
                    break;
                case ["HEADER", "ROUTING_TABLE", .. var columns]:
                    status.Routes = new(columns);
                    break;
                case ["CLIENT_LIST", .. var session]:
                    status.Clients?.Add(session);
                    break;
                case ["ROUTING_TABLE", .. var route]:
                    status.Routes?.Add(route);
                    break;
            }
        }

        return status;
    }

    /// <summary>The address that each client has in the tunnel. Networks behind a client, and hardware addresses, are none.</summary>
    private static Dictionary<(string, string), string> VirtualAddresses(StatusTable routes)
    {
        var addresses = new Dictionary<(string, string), string>();
        foreach (var route in routes.Lines.Select(readings => readings[0]))
        {
            if (route.TryGet(StatusTable.CommonName, out var name) && route.TryGet("Real Address", out var real)
                && route.TryGet("Virtual Address", out var address) && Address.TryParse(address, out _))
                addresses.TryAdd((name, real), address);
        }

        return addresses;
    }

    /// <summary>Where commas stand in it that may be of one name or of another, the one reading of it that is a session.</summary>
    private static bool TryReadSession(
        IReadOnlyList<StatusTable.Line> readings, Dictionary<(string, string), string> virtualAddresses, [NotNullWhen(true)] out VpnSession? session)
    {
        session = null;
        foreach (var line in readings)
        {
            if (!TryReadSession(line, virtualAddresses, out var read)) continue;
            if (readings.Count > 1 && !RealAddress.TryParse(read.RealAddress, out _)) continue;
            if (session is not null) return false;
            session = read;
        }

        return session is not null;
    }

    private static bool TryReadSession(StatusTable.Line line, Dictionary<(string, string), string> virtualAddresses, [NotNullWhen(true)] out VpnSession? session)
    {
        session = null;
        if (!line.TryGet(StatusTable.CommonName, out var name) || !line.TryGet("Real Address", out var real) || !line.TryGet("Connected Since", out var since)
            || !TryCount(line, "Bytes Received", out var received) || !TryCount(line, "Bytes Sent", out var sent))
            return false;
        var sinceTime = line.TryGet("Connected Since (time_t)", out var seconds) ? TimeOf(seconds) : null;
        var clientId = line.TryGet("Client ID", out var id) ? id : null;
        var address = line.TryGet("Virtual Address", out var v4) ? v4
            : line.TryGet("Virtual IPv6 Address", out var v6) ? v6
            : virtualAddresses.GetValueOrDefault((name, real));
        session = new(name, real, address, received, sent, since, sinceTime, clientId);
        return true;
    }

    private static bool TryCount(StatusTable.Line line, string column, out long count)
    {
        count = 0;
        return line.TryGet(column, out var text) && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count);
    }

    private static long? TimeOf(string seconds) =>
        long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var time) && time is > 0 and <= Window.MaxTime / 1_000 ? time * 1_000 : null;

    private sealed class Status
    {
        public long? Time { get; set; }

        public StatusTable? Clients { get; set; }

        public StatusTable? Routes { get; set; }
    }
}
