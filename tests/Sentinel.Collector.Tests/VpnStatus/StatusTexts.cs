namespace Sentinel.Collector.Tests.VpnStatus;

/// <summary>One moment of one server, as its status file says it in each version.</summary>
internal static class StatusTexts
{
    /// <summary>2026-01-09 12:00:00 UTC.</summary>
    public const long Time = 1_767_960_000_000;

    public const string Version1 = """
        OpenVPN CLIENT LIST
        Updated,2026-01-09 13:00:00
        Common Name,Real Address,Bytes Received,Bytes Sent,Connected Since
        alice,203.0.113.5:51820,5000,2000,2026-01-09 12:30:00
        Doe, John,[2001:db8::7]:40000,70,9007199254740991,2026-01-09 12:59:00
        UNDEF,198.51.100.9:1024,3000,3200,2026-01-09 12:59:58
        ROUTING TABLE
        Virtual Address,Common Name,Real Address,Last Ref
        192.168.7.0/24,alice,203.0.113.5:51820,2026-01-09 12:58:00
        10.8.0.44C,alice,203.0.113.5:51820,2026-01-09 12:58:00
        10.8.0.2,alice,203.0.113.5:51820,2026-01-09 12:59:59
        00:ff:10:20:30:40@0,Doe, John,[2001:db8::7]:40000,2026-01-09 12:59:59
        fd00::7,Doe, John,[2001:db8::7]:40000,2026-01-09 12:59:59
        GLOBAL STATS
        Max bcast/mcast queue length,1
        END

        """;

    public const string Version2 = """
        TITLE,OpenVPN 2.6.3 x86_64-pc-linux-gnu
        TIME,2026-01-09 13:00:00,1767960000
        HEADER,CLIENT_LIST,Common Name,Real Address,Virtual Address,Virtual IPv6 Address,Bytes Received,Bytes Sent,Connected Since,Connected Since (time_t),Username,Client ID,Peer ID,Data Channel Cipher
        CLIENT_LIST,alice,203.0.113.5:51820,10.8.0.2,fd00::2,5000,2000,2026-01-09 12:30:00,1767958200,UNDEF,0,0,AES-256-GCM
        CLIENT_LIST,Doe, John,[2001:db8::7]:40000,,fd00::7,70,9007199254740991,2026-01-09 12:59:00,1767959940,UNDEF,1,1,AES-256-GCM
        CLIENT_LIST,UNDEF,198.51.100.9:1024,,,3000,3200,2026-01-09 12:59:58,1767959998,UNDEF,2,0,
        HEADER,ROUTING_TABLE,Virtual Address,Common Name,Real Address,Last Ref,Last Ref (time_t)
        ROUTING_TABLE,10.8.0.2,alice,203.0.113.5:51820,2026-01-09 12:59:59,1767959999
        ROUTING_TABLE,fd00::7,Doe, John,[2001:db8::7]:40000,2026-01-09 12:59:59,1767959999
        GLOBAL_STATS,Max bcast/mcast queue length,1
        GLOBAL_STATS,dco_enabled,0
        END

        """;

    /// <summary>As version 2, with tabs between fields.</summary>
    public static string Version3 { get; } = string.Join('\n', Version2.Split('\n').Select(line => line.Contains("Doe, John", StringComparison.Ordinal)
        ? line.Replace("Doe, John", "|", StringComparison.Ordinal).Replace(',', '\t').Replace("|", "Doe, John", StringComparison.Ordinal)
        : line.Replace(',', '\t')));
}
