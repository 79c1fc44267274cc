using Sentinel.Collector.VpnStatus;
using Sentinel.Contracts;
using Sentinel.Flows.Publishing;
using Sentinel.Testing;

namespace Sentinel.Collector.Tests.VpnStatus;

public sealed class StatusCounterTests : IDisposable
{
    private static readonly VpnSession Alice = new("alice", "203.0.113.5:51820", "10.8.0.2", 100, 50, "a");

    private readonly TemporaryFolder folder = new();
    private readonly Messages messages = new();
    private readonly ManualTime time = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private PlaceFile Place => new(folder.Path, "/run/openvpn/status.log");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_was_not_confirmed_goes_out_again_under_the_same_id_whoever_comes_after()
    {
        messages.Refuses = true;
        await Assert.ThrowsAsync<NotConfirmedException>(() => CountAsync(new(1_000, [Alice])));
        messages.Refuses = false;
        await New().FinishAsync(Cancellation);

        Assert.Equal(2, messages.Tried.Count);
        Assert.Equal(messages.Tried[0], messages.Tried[1]);
        await CountAsync(new(2_000, [Alice with { Received = 101 }]));
        Assert.Equal([150, 1], messages.SumsOfConfirmed());
    }

    [Fact]
    public async Task A_new_process_goes_on_where_the_last_one_stood()
    {
        await CountAsync(new(1_000, [Alice]));
        await CountAsync(new(2_000, [Alice with { Received = 130 }]));
        await CountAsync(new(3_000, [Alice with { Received = 131, Sent = 51 }]));
        Assert.Equal([150, 30, 2], messages.SumsOfConfirmed());
    }

    [Fact]
    public async Task A_report_that_is_not_newer_counts_nothing_and_the_next_one_that_is_counts_the_rest()
    {
        await CountAsync(new(2_000, [Alice]));
        await CountAsync(new(1_000, [Alice with { Received = 7 }]));
        await CountAsync(new(2_000, [Alice with { Received = 110 }]));
        await CountAsync(new(3_000, [Alice with { Received = 120 }]));
        Assert.Equal([150, 20], messages.SumsOfConfirmed());
    }

    [Fact]
    public async Task A_report_of_the_future_is_told_and_counts_nothing_and_the_one_after_it_counts_the_rest()
    {
        await CountAsync(new(Some.Time, [Alice]));
        await Assert.ThrowsAsync<InvalidDataException>(() => CountAsync(new(Some.Time + Window.MaxAheadMilliseconds + 1, [Alice with { Received = 110 }])));
        await CountAsync(new(Some.Time + Window.MaxAheadMilliseconds, [Alice with { Received = 120 }]));
        Assert.Equal([150, 20], messages.SumsOfConfirmed());
    }

    [Fact]
    public async Task A_place_of_the_future_that_an_earlier_version_kept_silences_nothing()
    {
        var inAYear = Some.Time + (365 * Window.DayMilliseconds);
        Place.Write(new(new(inAYear, [Alice]), []));
        await CountAsync(new(Some.Time, [Alice with { Received = 110 }]));
        await CountAsync(new(Some.Time, [Alice with { Received = 115 }]));
        await CountAsync(new(Some.Time + 1, [Alice with { Received = 120 }]));
        Assert.Equal([10, 10], messages.SumsOfConfirmed());
    }

    [Fact]
    public async Task A_session_that_could_not_be_read_once_is_not_counted_from_zero_when_it_can()
    {
        var bob = Alice with { CommonName = "bob", RealAddress = "192.0.2.1:1" };
        await CountAsync(new(1_000, [Alice, bob]));
        await CountAsync(new(2_000, [bob]), isPartial: true);
        await CountAsync(new(3_000, [Alice with { Received = 101 }, bob]));
        Assert.Equal([300, 1], messages.SumsOfConfirmed());
    }

    [Fact]
    public async Task A_session_whose_name_the_server_took_away_for_a_while_goes_on_when_it_has_it_back()
    {
        await CountAsync(new(1_000, [Alice]));
        await CountAsync(new(2_000, [Alice with { CommonName = "UNDEF", Received = 130 }]));
        await CountAsync(new(3_000, [Alice with { CommonName = "UNDEF", Received = 140 }]));
        await CountAsync(new(4_000, [Alice with { Received = 145 }]));
        Assert.Equal([150, 45], messages.SumsOfConfirmed());
    }

    [Fact]
    public async Task A_session_without_a_name_is_nobodys_until_it_has_one_and_then_counts_whole()
    {
        await CountAsync(new(1_000, [Alice with { CommonName = "UNDEF", Received = 40 }]));
        await CountAsync(new(2_000, [Alice]));
        Assert.Equal([150], messages.SumsOfConfirmed());
    }

    [Fact]
    public async Task More_flows_than_a_message_holds_are_cut()
    {
        var sessions = Enumerable.Range(0, 1_500).Select(index => Alice with { CommonName = $"user-{index}", RealAddress = $"192.0.2.1:{index}" }).ToList();
        await CountAsync(new(1_000, sessions));
        Assert.Equal([2_000 * 75, 1_000 * 75], messages.SumsOfConfirmed());
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"last":null}""")]
    [InlineData("""{"last":{"time":1000},"pending":[]}""")]
    public async Task A_place_that_cannot_be_read_stops_the_counting_and_says_what_to_do(string text)
    {
        await CountAsync(new(1_000, [Alice]));
        await File.WriteAllTextAsync(Assert.Single(Directory.GetFiles(folder.Path)), text, Cancellation);
        var failure = await Assert.ThrowsAsync<InvalidDataException>(() => CountAsync(new(2_000, [Alice])));
        Assert.Contains("put it back from a copy, or remove it", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>Each in a process of its own.</summary>
    private async Task CountAsync(StatusReport report, bool isPartial = false)
    {
        var counter = New();
        await counter.FinishAsync(Cancellation);
        await counter.CountAsync(report, isPartial, Cancellation);
    }

    private StatusCounter New() => new(Place, messages, server: null, time);
}
