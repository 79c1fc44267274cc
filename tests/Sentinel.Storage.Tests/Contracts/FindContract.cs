using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Storage.Tests.Judging;
using Sentinel.Storage.Tests.Stores;
using Sentinel.Testing;

namespace Sentinel.Storage.Tests.Contracts;

public abstract class FindContract(Store store) : StoreContract(store)
{
    public static TheoryData<string, bool> Orders { get; } =
        [.. RowOrder.Sortable.SelectMany(by => new (string, bool)[] { (by.Name, true), (by.Name, false) })];

    [Fact]
    public async Task Random_questions_find_what_they_should()
    {
        var judge = await StoredAsync(RandomRows(400, Week));
        var questions = new Questions(Seed, judge);
        var random = new Random(Seed);
        for (var count = 0; count < 200; count++)
        {
            var (selection, order) = (Own(questions.Selection()), questions.Order());
            var limit = random.Next(3) switch { 0 => 1, 1 => 20, _ => 1_000 };
            var after = random.Next(3) == 0 ? RowPosition.Of(judge.Rows[random.Next(judge.Rows.Count)], order) : default(RowPosition?);
            await AssertFindsAsync(judge, new(selection, order, random.Next(2) * random.Next(50), limit, after));
        }
    }

    [Fact]
    public async Task A_row_is_found_by_its_id_where_the_filter_lets_it_pass()
    {
        var judge = await StoredAsync([.. RandomRows(20, Week), .. Vocabulary.TimesOfDay.Select(time => RowAt(Some.TimeOn(Week[1], time)))]);
        var filter = new Questions(Seed, judge).Filter();
        foreach (var row in judge.Rows)
        {
            foreach (var asked in new[] { Own().Filter, Own(filter).Filter })
                AssertSame(TextOf(judge.FindRow(row.Id, asked)), TextOf(await Reader.FindRowAsync(row.Id, asked, Cancellation)), row.Id);
        }

        var known = judge.Rows[0].Id;
        foreach (var other in new RowId[] { new(known.Minute, known.Hash + 1), new(known.Minute + 1, known.Hash), new(0, known.Hash), new(uint.MaxValue, known.Hash) })
            Assert.Null(await Reader.FindRowAsync(other, Filter.Everything, Cancellation));
        Assert.Null(await Reader.FindRowAsync(known, Filter.Is(FlowFields.ExporterIp, Disturbance.Exporter), Cancellation));

        static string? TextOf(FlowRow? row) => row is null ? null : RowText.Of(row);
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Pages_walked_by_position_show_every_row_once(string by, bool descending)
    {
        var judge = await StoredAsync(RandomRows(250, Week));
        var order = new RowOrder((NumberField)FlowFields.ByName[by], descending);
        var walked = await WalkAsync(Own(), order, pageSize: 17);
        AssertSame([.. RowText.Of(Judge.InOrder(judge.Rows, order))], [.. RowText.Of(walked)], order);
    }

    [Fact]
    public async Task Rows_resent_between_two_pages_keep_their_places()
    {
        var judge = await StoredAsync(RandomRows(120, [.. Week.Take(3)]));
        foreach (var order in new[] { RowOrder.NewestFirst, new(FlowFields.Packets, Descending: false) })
        {
            var walked = await WalkAsync(Own(), order, pageSize: 30, async page =>
            {
                var resent = await Store.Writer.WriteAsync([.. page, .. judge.Rows], Cancellation);
                Assert.All(resent, outcome => Assert.Equal(RowStatus.Duplicate, outcome.Status));
                await Store.SettleAsync(Cancellation);
            });
            AssertSame([.. RowText.Of(Judge.InOrder(judge.Rows, order))], [.. RowText.Of(walked)], order);
        }
    }

    [Fact]
    public async Task Ascending_is_descending_read_backwards()
    {
        await StoredAsync(RandomRows(250, Week, flow => flow.Bytes = flow.Packets = 7));
        foreach (var by in RowOrder.Sortable)
        {
            var (down, up) = (await FoundAsync(new(by, Descending: true)), await FoundAsync(new(by, Descending: false)));
            AssertSame(down, [.. Enumerable.Reverse(up)], by);
        }

        async Task<IReadOnlyList<RowId>> FoundAsync(RowOrder order) =>
            [.. (await Reader.FindAsync(new(Own(), order, 0, 1_000), Cancellation)).Rows.Select(row => row.Id)];
    }

    [Fact]
    public async Task Rows_that_tie_in_all_but_the_tie_break_keep_one_order()
    {
        var rows = Enumerable.Range(0, 60).Select(_ => Row()).ToList();
        var judge = await StoredAsync(rows);
        var walked = await WalkAsync(Own(), RowOrder.NewestFirst, pageSize: 7);
        AssertSame([.. RowText.Of(Judge.InOrder(judge.Rows, RowOrder.NewestFirst))], [.. RowText.Of(walked)], "one window, one time");
    }

    [Fact]
    public async Task The_same_tie_number_falls_back_to_source_address_and_port()
    {
        var rows = Vocabulary.Addresses.SelectMany(address => new[] { 1, 2, 65_535 }.Select(port => Row(flow => (flow.SrcIp, flow.SrcPort) = (address, port))))
            .Select((row, index) => row with { Id = new(row.Id.Minute, ((ulong)(uint)Seed << 32) | (uint)index) })
            .ToList();
        var judge = await StoredAsync(rows);
        foreach (var order in new[] { RowOrder.NewestFirst, new(FlowFields.Bytes, Descending: false) })
            AssertSame([.. RowText.Of(Judge.InOrder(judge.Rows, order))], [.. RowText.Of(await WalkAsync(Own(), order, pageSize: 10))], order);
    }

    [Fact]
    public async Task Rows_that_share_their_numbers_come_once_whichever_edge_of_a_page_parts_them()
    {
        (ulong Tie, int Rows)[] groups = [(0, 3), (1, 1), (7, 2), (8, 1), (9, 1), (uint.MaxValue - 1, 1), (uint.MaxValue, 4)];
        var rows = groups
            .SelectMany(group => Enumerable.Range(1, group.Rows).Select(port => (group.Tie, Row: Row(flow => flow.SrcPort = port))))
            .Select((tied, index) => tied.Row with { Id = new(tied.Row.Id.Minute, (tied.Tie << 32) | ((ulong)(Seed & 0xFFFF) << 16) | (uint)index) });
        var judge = await StoredAsync([.. rows]);
        foreach (var order in new[] { RowOrder.NewestFirst, new(FlowFields.LastSeen, Descending: false) })
        {
            var places = Judge.InOrder(judge.Rows, order).Select(row => (RowPosition?)RowPosition.Of(row, order)).ToList();
            for (var edge = 0; edge < places.Count; edge++)
            {
                foreach (var limit in new[] { 1, 2, 5 })
                {
                    await AssertFindsAsync(judge, new(Own(), order, edge, limit));
                    await AssertFindsAsync(judge, new(Own(), order, 0, limit, places[edge]));
                }
            }
        }
    }

    [Fact]
    public async Task A_page_begins_and_ends_anywhere_in_the_days_of_its_range()
    {
        var edges = Week.Take(5).Select(Window.StartOf).SelectMany(midnight => new[] { 0L, 1, Window.DayMilliseconds - 2, Window.DayMilliseconds - 1 }.Select(time => RowAt(midnight + time)));
        var judge = await StoredAsync([.. edges, .. Week.Take(5).SelectMany(day => RandomRows(day.Day % 3, [day]))]);
        foreach (var order in new[] { RowOrder.NewestFirst, new(FlowFields.Timestamp, Descending: false), new(FlowFields.LastSeen, Descending: false) })
        {
            var places = Judge.InOrder(judge.Rows, order).Select(row => RowPosition.Of(row, order)).ToList();
            for (var skipped = 0; skipped <= places.Count; skipped++)
            {
                foreach (var limit in new[] { 1, 4, 9 }) await AssertFindsAsync(judge, new(Own(), order, skipped, limit));
                if (skipped > 2) await AssertFindsAsync(judge, new(Own(), order, 2, 5, places[skipped - 3]));
            }
        }
    }

    [Fact]
    public async Task Windows_overlap_a_range_they_do_not_merely_touch()
    {
        var noon = Some.Time;
        var judge = await StoredAsync([.. new[] { -60_001L, -60_000, -1, 0, 1, 59_999, 60_000, 119_999, 120_000 }.Select(by => RowAt(noon + by))]);
        foreach (var from in new long?[] { null, noon - 1, noon, noon + 1, noon + 60_000 })
        {
            foreach (var to in new long?[] { null, noon, noon + 1, noon + 60_000, noon + 60_001 })
                await AssertFindsAsync(judge, new(Own(TimeRange.WindowsOverlapping(from, to)), RowOrder.NewestFirst, 0, 100));
        }

        var touching = await Reader.FindAsync(new(Own(TimeRange.WindowsOverlapping(noon, noon + 60_000)), RowOrder.NewestFirst, 0, 100), Cancellation);
        Assert.All(touching.Rows, row => Assert.Equal(noon, row.Flow.Window.Start));
        Assert.Equal(3, touching.Total);
    }

    [Fact]
    public async Task A_window_that_ends_at_midnight_belongs_to_the_day_it_began()
    {
        var midnight = Window.StartOf(Some.Day);
        var judge = await StoredAsync([RowAt(midnight - 1), RowAt(midnight), RowAt(midnight - 60_000), RowAt(midnight - 60_001)]);
        foreach (var edge in new[] { midnight - 1, midnight, midnight + 1, midnight + 60_000 })
        {
            await AssertFindsAsync(judge, new(Own(TimeRange.WindowsOverlapping(edge, null)), RowOrder.NewestFirst, 0, 100));
            await AssertFindsAsync(judge, new(Own(TimeRange.WindowsOverlapping(null, edge)), RowOrder.NewestFirst, 0, 100));
            await AssertFindsAsync(judge, new(Own(TimeRange.LastSeenBetween(edge, edge)), RowOrder.NewestFirst, 0, 100));
            await AssertFindsAsync(judge, new(Own(new Filter.Between(FlowFields.Timestamp, edge, edge)), RowOrder.NewestFirst, 0, 100));
        }
    }

    [Fact]
    public async Task A_range_that_ends_before_it_begins_holds_nothing()
    {
        await StoredAsync(RandomRows(20, Week));
        var found = await Reader.FindAsync(new(Own(TimeRange.LastSeenBetween(Some.Time, Some.Time - 1)), RowOrder.NewestFirst, 0, 10), Cancellation);
        Assert.Equal((0, 0, false), (found.Rows.Count, found.Total, found.HasMore));
    }

    [Fact]
    public async Task A_wide_range_asks_only_the_days_there_are()
    {
        var days = new[] { Some.Day, Some.Day.AddDays(-33), Some.Day.AddDays(-90), Some.Day.AddDays(-400) };
        var judge = await StoredAsync(RandomRows(60, days));
        var range = TimeRange.WindowsOverlapping(Window.StartOf(Some.Day.AddDays(-1_000)), Window.StartOf(Some.Day.AddDays(1_000)));
        await AssertFindsAsync(judge, new(Own(range), RowOrder.NewestFirst, 0, 100));
        var walked = await WalkAsync(Own(range), new(FlowFields.Bytes, Descending: true), pageSize: 11);
        Assert.Equal(60, walked.Select(row => row.Id).Distinct().Count());
        await AssertFindsAsync(judge, new(Own(TimeRange.LastSeenBetween(0, 253_402_300_799_999)), RowOrder.NewestFirst, 0, 100));
        await AssertFindsAsync(judge, new(Own(TimeRange.WindowsOverlapping(Window.StartOf(Some.Day.AddDays(-80)), Window.StartOf(Some.Day.AddDays(-40)))), RowOrder.NewestFirst, 0, 100));
    }

    [Fact]
    public async Task Offsets_reach_past_ten_thousand_rows()
    {
        var judge = await StoredAsync([.. Enumerable.Range(0, 12_000).Select(index => RowAt(Some.TimeOn(Week[index % 2], index * 1_000L), flow => flow.Bytes = index % 977))]);
        foreach (var order in new[] { RowOrder.NewestFirst, new(FlowFields.Bytes, Descending: false) })
        {
            foreach (var (offset, limit) in new[] { (9_990L, 20), (10_000, 10), (11_995, 10), (12_000, 1), (20_000, 100), (1_990, FindQuery.MaxLimit), (10_000, FindQuery.MaxLimit), (5_000, 6_000) })
                await AssertFindsAsync(judge, new(Own(), order, offset, limit));
            var first = RowPosition.Of(Judge.InOrder(judge.Rows, order).First(), order);
            await AssertFindsAsync(judge, new(Own(), order, 9_999, FindQuery.MaxLimit, first));
        }
    }

    [Fact]
    public async Task An_offset_counts_from_the_position_it_is_given_with()
    {
        var judge = await StoredAsync(RandomRows(200, Week));
        foreach (var order in RowOrder.Sortable.Select(by => new RowOrder(by, Descending: true)))
        {
            var middle = RowPosition.Of(Judge.InOrder(judge.Rows, order).ElementAt(50), order);
            await AssertFindsAsync(judge, new(Own(), order, 100, 25, middle));
            await AssertFindsAsync(judge, new(Own(), order, 149, 25, middle));
        }
    }

    private async Task<IReadOnlyList<FlowRow>> WalkAsync(
        Selection selection, RowOrder order, int pageSize, Func<IReadOnlyList<FlowRow>, Task>? betweenPages = null)
    {
        var walked = new List<FlowRow>();
        RowPosition? after = null;
        while (true)
        {
            var page = await Reader.FindAsync(new(selection, order, 0, pageSize, after), Cancellation);
            walked.AddRange(page.Rows);
            if (!page.HasMore) return walked;
            Assert.Equal(pageSize, page.Rows.Count);
            if (betweenPages is not null) await betweenPages(page.Rows);
            after = RowPosition.Of(page.Rows[^1], order);
        }
    }
}
