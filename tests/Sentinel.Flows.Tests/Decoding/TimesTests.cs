using Sentinel.Flows.Decoding;

namespace Sentinel.Flows.Tests.Decoding;

public sealed class TimesTests
{
    [Theory]
    [InlineData("1795262400000", 0)]
    [InlineData("1795262400000.999", 0)]
    [InlineData("1.7952624e12", 0)]
    [InlineData("\"1795262400000\"", 0)]
    [InlineData("\"2026-11-21T12:00:00Z\"", 0)]
    [InlineData("\"2026-11-21t12:00z\"", 0)]
    [InlineData("\"2026-11-21T12:00:00\"", 0)]
    [InlineData("\"2026-11-21 12:00:00\"", 0)]
    [InlineData("\"2026-11-21 12:00:00.000000\"", 0)]
    [InlineData("\"2026-11-21 12:00:00.123999\"", 123)]
    [InlineData("\"2026-11-21T12:00:00.5Z\"", 500)]
    [InlineData("\"2026-11-21T12:00:00,0019999999Z\"", 1)]
    [InlineData("\"2026-11-21T13:30:00+01:30\"", 0)]
    [InlineData("\"2026-11-21T07:00:00-0500\"", 0)]
    [InlineData("\"2026-11-20T23:00:00.250-13\"", 250)]
    public void A_time_is_read_in_every_form(string json, int milliseconds)
    {
        var flow = Sample.Timed($"\"first_seen\":1,\"last_seen\":{json}");
        Assert.Equal((1, Sample.Time + milliseconds), (flow.FirstSeen, flow.LastSeen));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1e300")]
    [InlineData("253402300800000")]
    [InlineData("true")]
    [InlineData("[1]")]
    [InlineData("{}")]
    [InlineData("\"yesterday\"")]
    [InlineData("\"2026-11-21\"")]
    [InlineData("\"2026-02-29T12:00:00\"")]
    [InlineData("\"2026-13-01T12:00:00\"")]
    [InlineData("\"2026-00-01T12:00:00\"")]
    [InlineData("\"2026-11-00T12:00:00\"")]
    [InlineData("\"0000-11-21T12:00:00\"")]
    [InlineData("\"2026-11-21T24:00:00\"")]
    [InlineData("\"2026-11-21T12:60:00\"")]
    [InlineData("\"2026-11-21T12:00:60\"")]
    [InlineData("\"2026-11-21T12:00:00.\"")]
    [InlineData("\"2026-11-21T12:00:00.1x\"")]
    [InlineData("\"2026-11-21T12:00:00+1\"")]
    [InlineData("\"2026-11-21T12:00:00+24:00\"")]
    [InlineData("\"2026-11-21T12:00:00+01:60\"")]
    [InlineData("\"2026/11/21 12:00:00\"")]
    [InlineData("\"1969-12-31T23:59:59Z\"")]
    [InlineData("\"9999-12-31T23:59:59-00:01\"")]
    [InlineData("\"\\ud800\"")]
    public void What_is_no_time_is_a_fault(string json) => Assert.Equal(["last_seen_ms"], Sample.FaultyTimed($"\"last_seen_ms\":{json}"));

    [Fact]
    public void Times_far_off_are_told_apart_from_wrong_ones_later()
    {
        Assert.Equal(86_400_000, Sample.Timed("\"last_seen\":\"1970-01-02T00:00:00Z\"").LastSeen);
        Assert.Equal(4_070_908_800_000, Sample.Timed("\"last_seen\":\"2099-01-01T00:00:00Z\"").LastSeen);
        Assert.Equal(253_402_300_799_999, Sample.Timed("\"last_seen\":\"9999-12-31T23:59:59.999Z\"").LastSeen);
    }

    [Theory]
    [InlineData("\"first_seen\":1795262400000")]
    [InlineData("\"last_seen\":1795262400000")]
    [InlineData("\"first_seen\":null,\"last_seen\":1795262400000")]
    [InlineData("\"first_seen\":\"\",\"last_seen\":1795262400000")]
    [InlineData("\"first_seen\":0,\"last_seen\":1795262400000")]
    [InlineData("\"first_seen\":1795262400000,\"last_seen\":\"0000-00-00 00:00:00.000000\"")]
    [InlineData("\"first_seen\":1795262400000,\"last_seen\":\"0000-00-00 00:00:00\"")]
    [InlineData("\"first_seen\":1795262400000,\"last_seen\":\"1970-01-01 00:00:00.000000\"")]
    [InlineData("\"first_seen\":1795262400000,\"last_seen\":\"0.000000\"")]
    public void One_time_stands_for_both(string members)
    {
        var flow = Sample.Timed(members);
        Assert.Equal((Sample.Time, Sample.Time), (flow.FirstSeen, flow.LastSeen));
    }

    [Fact]
    public void A_record_without_time_has_the_messages()
    {
        var flow = Sample.Timed("\"last_seen\":0", new MessageProperties(Timestamp: Sample.Time));
        Assert.Equal((Sample.Time, Sample.Time), (flow.FirstSeen, flow.LastSeen));
        Assert.Equal(5, Sample.Timed("\"last_seen\":5", new MessageProperties(Timestamp: Sample.Time)).LastSeen);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0L)]
    [InlineData(-5L)]
    [InlineData(long.MaxValue)]
    public void Without_that_it_is_faulty(long? timestamp)
    {
        var record = Assert.Single(Sample.Decode($"{{{Sample.Ends}}}", new(Timestamp: timestamp)).Records);
        Assert.Equal(["last_seen"], Sample.Members(record));
    }

    [Fact]
    public void A_flow_does_not_end_before_it_starts() =>
        Assert.Equal(["end_time"], Sample.FaultyTimed("\"end_time\":1795262399999,\"start_time\":1795262400000"));

    [Fact]
    public void The_times_of_an_interval_speak_where_the_flow_has_none()
    {
        const string Interval = "\"stamp_inserted\":\"2026-11-21 12:00:00\",\"stamp_updated\":\"2026-11-21 12:00:01\"";
        var counted = Sample.Timed(Interval);
        Assert.Equal((Sample.Time, Sample.Time + 1000), (counted.FirstSeen, counted.LastSeen));

        var seen = Sample.Timed(Interval + ",\"timestamp_start\":\"2026-11-21 12:00:00.250000\",\"timestamp_end\":\"0000-00-00 00:00:00.000000\"");
        Assert.Equal((Sample.Time + 250, Sample.Time + 250), (seen.FirstSeen, seen.LastSeen));

        Assert.Equal(Sample.Time, Sample.Timed("\"stamp_inserted\":\"2026-11-21 12:00:00\"").LastSeen);
        Assert.Equal(["stamp_updated"], Sample.FaultyTimed("\"stamp_inserted\":2,\"stamp_updated\":1"));
        Assert.Equal(["stamp_updated"], Sample.FaultyTimed("\"stamp_updated\":2,\"stamp_updated\":1"));
    }

    [Fact]
    public void One_of_them_alone_is_another_name_for_its_time()
    {
        var ended = Sample.Timed("\"stamp_inserted\":\"2026-11-21 12:00:00\",\"last_seen\":\"2026-11-21 12:00:02\"");
        Assert.Equal((Sample.Time, Sample.Time + 2000), (ended.FirstSeen, ended.LastSeen));
        var begun = Sample.Timed("\"start_time\":\"2026-11-21 12:00:00\",\"stamp_updated\":\"2026-11-21 12:00:02\"");
        Assert.Equal((Sample.Time, Sample.Time + 2000), (begun.FirstSeen, begun.LastSeen));
    }

    [Theory]
    [InlineData("\"stamp_inserted\":2000,\"end_time\":1000", 1_000)]
    [InlineData("\"first_seen\":2000,\"stamp_updated\":1000", 2_000)]
    [InlineData("\"stamp_inserted\":3000,\"stamp_updated\":\"0000-00-00 00:00:00\",\"timestamp_end\":2500", 2_500)]
    [InlineData("\"stamp_inserted\":1000,\"stamp_updated\":5000,\"last_seen\":3000", 3_000)]
    [InlineData("\"stamp_inserted\":1000,\"stamp_updated\":5000,\"first_seen\":3000", 3_000)]
    public void A_flows_own_time_stands_alone_where_they_contradict_it_or_are_an_interval(string times, int time)
    {
        var flow = Sample.Timed(times);
        Assert.Equal((time, time), (flow.FirstSeen, flow.LastSeen));
    }
}
