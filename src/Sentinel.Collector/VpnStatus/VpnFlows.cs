using Sentinel.Contracts;

namespace Sentinel.Collector.VpnStatus;

/// <summary>
/// A session's gain as flows, one each way: between the client's address in the tunnel and the server, outbound what the client sent,
/// inbound what it received. Where the client comes from stands as the address it is translated to.
/// </summary>
internal static class VpnFlows
{
    private const string App = "OpenVPN";

    /// <param name="server">The server's address; unspecified where it is not known.</param>
    /// <param name="until">Time of the report, epoch ms.</param>
    public static IEnumerable<Flow> Of(SessionDelta delta, Address server, long until)
    {
        var session = delta.Session;
        var hasReal = RealAddress.TryParse(session.RealAddress, out var real);
        var client = Address.TryParse(session.VirtualAddress, out var inside) ? inside : hasReal ? real.Ip : Address.UnspecifiedV4;

        if (delta.Received > 0)
        {
            var sent = Side(delta.Received);
            (sent.Direction, sent.SrcIp, sent.DstIp) = (Directions.Outbound, client, server);
            if (hasReal) (sent.NatSrcIp, sent.NatSrcPort) = (real.Ip, real.Port);
            yield return sent;
        }

        if (delta.Sent > 0)
        {
            var received = Side(delta.Sent);
            (received.Direction, received.SrcIp, received.DstIp) = (Directions.Inbound, server, client);
            if (hasReal) (received.NatDstIp, received.NatDstPort) = (real.Ip, real.Port);
            yield return received;
        }

        Flow Side(long bytes) => new()
        {
            FirstSeen = delta.Since,
            LastSeen = until,
            Protocol = real.Protocol,
            Bytes = bytes,
            RequestBytes = bytes,
            SubscriberId = session.CommonName,
            App = App,
        };
    }
}
