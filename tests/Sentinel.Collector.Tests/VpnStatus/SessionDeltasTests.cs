using Sentinel.Collector.VpnStatus;
using Sentinel.Testing;

namespace Sentinel.Collector.Tests.VpnStatus;

public sealed class SessionDeltasTests
{
    private static readonly VpnSession Alice = new("alice", "203.0.113.5:51820", "10.8.0.2", 100, 50, "a");

    [Fact]
    public void The_first_report_counts_all_and_since_the_session_began()
    {
        var delta = Assert.Single(SessionDeltas.Between(null, new(2_000, [Alice with { SinceTime = 500 }])));
        Assert.Equal((100, 50, 500), (delta.Received, delta.Sent, delta.Since));
    }

    [Fact]
    public void A_later_report_counts_what_came_since_the_one_before()
    {
        var delta = Assert.Single(SessionDeltas.Between(new(1_000, [Alice]), new(2_000, [Alice with { Received = 130 }])));
        Assert.Equal((30, 0, 1_000), (delta.Received, delta.Sent, delta.Since));
    }

    [Fact]
    public void A_session_without_traffic_gains_nothing() => Assert.Empty(SessionDeltas.Between(new(1_000, [Alice]), new(2_000, [Alice])));

    [Fact]
    public void A_client_that_reconnects_counts_from_zero_even_where_it_has_more_than_before() =>
        AssertGains([Alice], [Alice with { Since = "b", RealAddress = "203.0.113.5:51821", Received = 1_000, Sent = 20 }], (1_000, 20));

    [Fact]
    public void Sessions_after_a_restart_of_the_server_count_from_zero_though_it_numbers_them_again() =>
        AssertGains([Alice with { ClientId = "0" }], [Alice with { ClientId = "0", Since = "b", Received = 120, Sent = 60 }], (120, 60));

    [Fact]
    public void A_counter_that_runs_back_counts_from_zero_and_its_neighbour_goes_on() =>
        AssertGains([Alice], [Alice with { Received = 7, Sent = 55 }], (7, 5));

    [Theory]
    [InlineData(null)]
    [InlineData("4")]
    public void A_client_that_moves_to_another_address_goes_on(string? id) =>
        AssertGains([Alice with { ClientId = id }], [Alice with { ClientId = id, RealAddress = "198.51.100.1:9", Received = 110 }], (10, 0));

    [Fact]
    public void Two_sessions_of_one_name_are_told_apart_by_address() =>
        AssertGains(
            [Alice, Alice with { RealAddress = "192.0.2.2:2", Received = 1_000 }],
            [Alice with { RealAddress = "192.0.2.2:2", Received = 1_001 }, Alice with { Received = 150 }],
            (1, 0), (50, 0));

    [Fact]
    public void Time_never_runs_back_within_a_gain() =>
        Assert.Equal(2_000, Assert.Single(SessionDeltas.Between(null, new(2_000, [Alice with { SinceTime = 9_000 }]))).Since);

    [Fact]
    public void Whatever_clients_and_servers_do_the_gains_are_what_the_counters_have_counted()
    {
        for (var run = 0; run < 200; run++) new Server(new Random(Seed.Value + run)).AssertConserved();
    }

    private static void AssertGains(VpnSession[] before, VpnSession[] now, params (long, long)[] gains) =>
        Assert.Equal(gains, SessionDeltas.Between(new(1_000, before), new(2_000, now)).Select(delta => (delta.Received, delta.Sent)));

    /// <summary>Clients come, send, move and leave, the server restarts; what was reported of each session last is what it counts for.</summary>
    private sealed class Server(Random random)
    {
        private static readonly string[] Names = ["alice", "bob", "carol"];

        private readonly bool isNumbering = random.Next(2) == 0;
        private readonly List<VpnSession> sessions = [];
        private readonly Dictionary<int, VpnSession> reported = [];
        private readonly List<int> keys = [];
        private int clock;
        private int number;
        private int made;

        public void AssertConserved()
        {
            var counted = new Dictionary<string, (long Received, long Sent)>(StringComparer.Ordinal);
            StatusReport? before = null;
            for (var look = 0; look < 50; look++)
            {
                for (var step = random.Next(6); step > 0; step--) Step();
                foreach (var (index, session) in sessions.Index()) reported[keys[index]] = session;
                var order = Enumerable.Range(0, sessions.Count).OrderBy(_ => random.Next());
                var report = new StatusReport(++clock * 1_000L, [.. order.Select(index => sessions[index] with { })]);
                foreach (var delta in SessionDeltas.Between(before, report))
                {
                    var (received, sent) = counted.GetValueOrDefault(delta.Session.CommonName);
                    counted[delta.Session.CommonName] = (received + delta.Received, sent + delta.Sent);
                }

                before = report;
            }

            foreach (var name in Names)
            {
                var own = reported.Values.Where(session => session.CommonName.Equals(name, StringComparison.Ordinal)).ToList();
                Assert.Equal((own.Sum(session => session.Received), own.Sum(session => session.Sent)), counted.GetValueOrDefault(name));
            }
        }

        private void Step()
        {
            var index = sessions.Count == 0 ? -1 : random.Next(sessions.Count);
            switch (random.Next(10))
            {
                case < 2 or _ when index < 0:
                    clock++;
                    sessions.Add(new(Names[random.Next(Names.Length)], NewAddress(), null, random.Next(1_000), random.Next(1_000), $"{clock}", clock * 1_000L, isNumbering ? $"{number++}" : null));
                    keys.Add(made++);
                    break;
                case < 7:
                    sessions[index] = sessions[index] with { Received = sessions[index].Received + random.Next(1_000), Sent = sessions[index].Sent + random.Next(1_000) };
                    break;
                case 7:
                    sessions[index] = sessions[index] with { RealAddress = NewAddress() };
                    break;
                case 8:
                    sessions.RemoveAt(index);
                    keys.RemoveAt(index);
                    break;
                default:
                    sessions.Clear();
                    keys.Clear();
                    number = 0;
                    break;
            }
        }

        private string NewAddress() => $"192.0.2.{random.Next(256)}:{made}";
    }
}
