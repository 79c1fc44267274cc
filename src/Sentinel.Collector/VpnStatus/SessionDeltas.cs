namespace Sentinel.Collector.VpnStatus;

/// <summary>What a session's counters gained between two reports.</summary>
/// <param name="Since">When the gain may have begun, epoch ms.</param>
internal readonly record struct SessionDelta(VpnSession Session, long Received, long Sent, long Since);

/// <summary>
/// Finds each session of a report in the one before. A session that was not there counts from zero; a counter that is smaller than it was
/// began anew, and counts from zero too.
/// </summary>
internal static class SessionDeltas
{
    /// <summary>
    /// What makes two lines one session, the surest first: the server's own number; where it says none, the address; where that is another,
    /// the name, since a client may move to another address in the middle of a session.
    /// </summary>
    private static readonly Func<VpnSession, (string Key, string Since)?>[] Identities =
    [
        session => session.ClientId is { } id ? (id, session.Since) : null,
        session => session.ClientId is null ? (session.RealAddress, session.Since) : null,
        session => session.ClientId is null ? (session.CommonName, session.Since) : null,
    ];

    /// <param name="before">Null at the very first report: all that its sessions have counted is new.</param>
    public static IEnumerable<SessionDelta> Between(StatusReport? before, StatusReport now)
    {
        var earlier = Match(before?.Sessions ?? [], now.Sessions);
        foreach (var session in now.Sessions)
        {
            var old = earlier.GetValueOrDefault(session);
            var (received, sent) = (Gain(old?.Received ?? 0, session.Received), Gain(old?.Sent ?? 0, session.Sent));
            if (received == 0 && sent == 0) continue;
            var since = old is not null ? before!.Time : session.SinceTime ?? before?.Time ?? now.Time;
            yield return new(session, received, sent, Math.Min(since, now.Time));
        }
    }

    /// <summary>
    /// The report with the sessions of somebody alone. One whose name is not known for now stands as it was when it was, since its counters go on; one that
    /// never had a name is left out until it has.
    /// </summary>
    public static StatusReport OfSomebody(StatusReport? before, StatusReport now)
    {
        var earlier = Match(before?.Sessions ?? [], now.Sessions);
        return now with { Sessions = [.. now.Sessions.Select(session => session.CommonName is VpnSession.Nobody ? earlier.GetValueOrDefault(session) : session).OfType<VpnSession>()] };
    }

    /// <summary>The sessions of the report before that are not in this one.</summary>
    public static IEnumerable<VpnSession> Ended(StatusReport before, StatusReport now) =>
        before.Sessions.Except(Match(before.Sessions, now.Sessions).Values, ReferenceEqualityComparer.Instance).Cast<VpnSession>();

    private static long Gain(long before, long now) => now >= before ? now - before : now;

    private static Dictionary<VpnSession, VpnSession> Match(IReadOnlyList<VpnSession> before, IReadOnlyList<VpnSession> now)
    {
        var matched = new Dictionary<VpnSession, VpnSession>(ReferenceEqualityComparer.Instance);
        var left = new HashSet<VpnSession>(before, ReferenceEqualityComparer.Instance);
        foreach (var identity in Identities)
        {
            var candidates = left.Where(session => identity(session) is not null).GroupBy(session => identity(session)!.Value)
                .ToDictionary(group => group.Key, group => new Queue<VpnSession>(group));
            foreach (var session in now)
            {
                if (matched.ContainsKey(session) || identity(session) is not { } key) continue;
                if (!candidates.TryGetValue(key, out var queue) || !queue.TryDequeue(out var old)) continue;
                matched[session] = old;
                left.Remove(old);
            }
        }

        return matched;
    }
}
