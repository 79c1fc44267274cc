using Sentinel.Collector.VpnStatus;

namespace Sentinel.Collector.Tests.VpnStatus;

public sealed class StatusFormatTests
{
    private const long Modified = StatusTexts.Time + 5;

    private static readonly VpnSession Alice = new("alice", "203.0.113.5:51820", "10.8.0.2", 5_000, 2_000, "2026-01-09 12:30:00");
    private static readonly VpnSession Unknown = new("UNDEF", "198.51.100.9:1024", null, 3_000, 3_200, "2026-01-09 12:59:58");
    private static readonly VpnSession John = new("Doe, John", "[2001:db8::7]:40000", "fd00::7", 70, 9_007_199_254_740_991, "2026-01-09 12:59:00");

    [Fact]
    public void Version_1_says_sessions_and_their_addresses_in_two_lists_and_its_time_is_the_files()
    {
        var report = Read(StatusTexts.Version1);
        Assert.Equal(Modified, report.Time);
        Assert.Equal([Alice, John, Unknown], report.Sessions);
    }

    [Fact]
    public void Version_2_says_its_own_time_and_numbers_its_clients() => AssertNumbered(StatusTexts.Version2);

    [Fact]
    public void Version_3_is_version_2_with_tabs() => AssertNumbered(StatusTexts.Version3);

    [Fact]
    public void Columns_are_found_by_their_names_whatever_the_servers_age()
    {
        var report = Read("""
            TITLE,OpenVPN 2.3.10
            TIME,Fri Jan  9 13:00:00 2026,1767960000
            HEADER,CLIENT_LIST,Common Name,Real Address,Virtual Address,Bytes Received,Bytes Sent,Connected Since,Connected Since (time_t),Username
            CLIENT_LIST,alice,203.0.113.5:51820,10.8.0.2,5000,2000,Fri Jan  9 12:30:00 2026,1767958200,UNDEF
            END
            """);
        Assert.Equal([Alice with { Since = "Fri Jan  9 12:30:00 2026", SinceTime = 1_767_958_200_000 }], report.Sessions);
    }

    [Theory]
    [InlineData("alice", "Doe, John")]
    [InlineData("Doe, John", "a,b,c")]
    [InlineData("alice", "9000000000000000,s,1,u")]
    public void Commas_in_the_common_name_and_in_the_user_name_belong_to_it(string commonName, string userName)
    {
        var line = StatusTexts.Version2.Split('\n').Single(one => one.StartsWith("CLIENT_LIST,alice,", StringComparison.Ordinal));
        var with = line.Replace("alice", commonName, StringComparison.Ordinal).Replace("UNDEF", userName, StringComparison.Ordinal);
        var session = Read(StatusTexts.Version2.Replace(line, with, StringComparison.Ordinal)).Sessions[0];
        Assert.Equal(Alice with { CommonName = commonName, SinceTime = 1_767_958_200_000, ClientId = "0" }, session);
    }

    [Theory]
    [InlineData("Common Name")]
    [InlineData("Virtual Address")]
    public void A_client_of_a_headings_name_is_a_client(string name)
    {
        var report = Read($"""
            OpenVPN CLIENT LIST
            Common Name,Real Address,Bytes Received,Bytes Sent,Connected Since
            bob,192.0.2.1:1,1,2,x
            {name},192.0.2.7:5000,1,2,x
            eve,192.0.2.2:1,1,2,x
            ROUTING TABLE
            Virtual Address,Common Name,Real Address,Last Ref
            10.8.0.2,eve,192.0.2.2:1,x
            GLOBAL STATS
            END
            """);
        Assert.Equal(["bob", name, "eve"], [.. report.Sessions.Select(session => session.CommonName)]);
        Assert.Equal("10.8.0.2", report.Sessions[2].VirtualAddress);
    }

    [Fact]
    public void A_server_without_clients_has_no_sessions() =>
        Assert.Empty(Read("OpenVPN CLIENT LIST\r\nUpdated,x\r\nCommon Name,Real Address,Bytes Received,Bytes Sent,Connected Since\r\nROUTING TABLE\r\nGLOBAL STATS\r\nEND\r\n").Sessions);

    [Fact]
    public void A_client_without_an_address_in_the_tunnel_is_read_all_the_same() =>
        Assert.Null(Assert.Single(Read("OpenVPN CLIENT LIST\nCommon Name,Real Address,Bytes Received,Bytes Sent,Connected Since\nbob,192.0.2.1:1,1,2,x\nROUTING TABLE\nEND").Sessions).VirtualAddress);

    [Theory]
    [InlineData("bob,192.0.2.1:1,-1,2,x")]
    [InlineData("bob,192.0.2.1:1,1,two,x")]
    [InlineData("bob,192.0.2.1:1,1,9223372036854775808,x")]
    [InlineData("bob,192.0.2.1:1,1")]
    [InlineData(",192.0.2.1:1,1,2,x")]
    public void A_session_that_cannot_be_read_is_counted_as_broken_and_its_neighbours_are_read(string line)
    {
        var text = $"OpenVPN CLIENT LIST\nCommon Name,Real Address,Bytes Received,Bytes Sent,Connected Since\n{line}\nalice,203.0.113.5:51820,5000,2000,2026-01-09 12:30:00\nEND\n";
        Assert.True(StatusFormat.TryRead(text, Modified, out var report, out var broken));
        Assert.Equal(1, broken);
        Assert.Equal([Alice with { VirtualAddress = null }], report.Sessions);
    }

    [Theory]
    [InlineData("")]
    [InlineData("END")]
    [InlineData("hello\nEND")]
    [InlineData("TITLE;OpenVPN\nEND")]
    [InlineData("OpenVPN STATISTICS\nUpdated,x\nTUN/TAP read bytes,1\nEND")]
    public void What_is_no_servers_status_is_refused(string text) => Assert.False(StatusFormat.TryRead(text, Modified, out _, out _));

    [Fact]
    public void A_status_that_is_cut_off_anywhere_is_refused()
    {
        foreach (var text in new[] { StatusTexts.Version1, StatusTexts.Version2, StatusTexts.Version3 })
        {
            var whole = text.TrimEnd();
            for (var length = 0; length < whole.Length; length++)
                Assert.False(StatusFormat.TryRead(whole[..length], Modified, out _, out _), whole[..length]);
        }
    }

    private static void AssertNumbered(string text)
    {
        var report = Read(text);
        Assert.Equal(StatusTexts.Time, report.Time);
        Assert.Equal(
            [
                Alice with { SinceTime = 1_767_958_200_000, ClientId = "0" },
                John with { SinceTime = 1_767_959_940_000, ClientId = "1" },
                Unknown with { SinceTime = 1_767_959_998_000, ClientId = "2" },
            ],
            report.Sessions);
    }

    private static StatusReport Read(string text)
    {
        Assert.True(StatusFormat.TryRead(text, Modified, out var report, out var broken));
        Assert.Equal(0, broken);
        return report;
    }
}
