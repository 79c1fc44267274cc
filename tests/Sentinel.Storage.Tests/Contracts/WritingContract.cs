using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Storage.Tests.Stores;
using Sentinel.Testing;

namespace Sentinel.Storage.Tests.Contracts;

public abstract class WritingContract(Store store) : StoreContract(store)
{
    private static readonly RowOutcome Stored = new(RowStatus.Stored);
    private static readonly RowOutcome Duplicate = new(RowStatus.Duplicate);

    /// <summary>What a test writes itself lies in the week; that of <see cref="StoreContract.StoredAsync"/> alone opens only the days it needs.</summary>
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        foreach (var day in Week) await Store.Days.OpenAsync(day, Cancellation);
    }

    [Fact]
    public async Task A_hundred_rows_come_back_as_they_were_written()
    {
        var judge = await StoredAsync(RandomRows(100, Week));
        await AssertFindsAsync(judge, new(Own(), RowOrder.NewestFirst, 0, 100));
    }

    [Fact]
    public async Task Every_field_keeps_its_smallest_and_its_largest_value()
    {
        var smallest = Row(flow => SetAll(flow, field => 0, Vocabulary.Addresses.Min(), "a"));
        var largest = Row(flow => SetAll(flow, field => field.Max, Vocabulary.Addresses.Max(), string.Concat(Enumerable.Repeat("é", KeywordField.MaxBytes / 2))));
        var judge = await StoredAsync([smallest, largest]);
        await AssertFindsAsync(judge, new(Own(), RowOrder.NewestFirst, 0, 10));
    }

    [Fact]
    public async Task A_row_that_is_written_again_counts_once()
    {
        var rows = RandomRows(50, Week);
        var judge = await StoredAsync(rows);
        Assert.All(await Store.Writer.WriteAsync(rows, Cancellation), outcome => Assert.Equal(Duplicate, outcome));
        await Store.SettleAsync(Cancellation);
        await AssertTotalsAsync(judge, Own());
        await AssertFindsAsync(judge, new(Own(), RowOrder.NewestFirst, 0, 100));
    }

    [Fact]
    public async Task A_row_that_stands_twice_in_one_call_counts_once()
    {
        var judge = await StoredAsync(RandomRows(10, Week));
        var (twice, once) = (Row(), Row());
        Assert.Equal([Stored, Stored, Duplicate, Duplicate], await Store.Writer.WriteAsync([twice, once, twice, twice], Cancellation));
        await Store.SettleAsync(Cancellation);
        await AssertTotalsAsync(new([.. judge.Rows, twice, once]), Own());
    }

    [Fact]
    public async Task Rows_that_are_equal_but_for_their_id_all_count()
    {
        var judge = await StoredAsync([.. Enumerable.Range(0, 20).Select(_ => Row())]);
        await AssertTotalsAsync(judge, Own());
    }

    [Fact]
    public async Task Outcomes_stand_in_the_order_of_the_rows()
    {
        var old = RandomRows(30, Week);
        var judge = await StoredAsync(old);
        var added = RandomRows(30, Week);
        var mixed = old.Zip(added).SelectMany(pair => new[] { pair.First, pair.Second }).ToList();
        var outcomes = await Store.Writer.WriteAsync(mixed, Cancellation);
        Assert.Equal(Enumerable.Range(0, 60).Select(index => index % 2 == 0 ? Duplicate : Stored), outcomes);
        await Store.SettleAsync(Cancellation);
        await AssertTotalsAsync(new([.. judge.Rows, .. added]), Own());
    }

    [Fact]
    public async Task No_rows_have_no_outcomes() => Assert.Empty(await Store.Writer.WriteAsync([], Cancellation));

    [Fact]
    public async Task A_row_of_a_day_that_is_not_open_says_so_and_invents_nothing()
    {
        var judge = await StoredAsync(RandomRows(10, Week));
        var day = new DateOnly(2024, 2, 29);
        var (homeless, housed) = (RowAt(Some.TimeOn(day)), Row());
        var outcomes = await Store.Writer.WriteAsync([homeless, housed, homeless], Cancellation);
        Assert.Equal([RowStatus.DayMissing, RowStatus.Stored, RowStatus.DayMissing], outcomes.Select(outcome => outcome.Status));
        Assert.False(string.IsNullOrWhiteSpace(outcomes[0].Reason));
        Assert.DoesNotContain(day, await Store.Days.ListAsync(Cancellation));
        await Store.SettleAsync(Cancellation);
        await AssertTotalsAsync(new([.. judge.Rows, housed]), Own());

        await Store.Days.OpenAsync(day, Cancellation);
        Assert.Equal([Stored], await Store.Writer.WriteAsync([homeless], Cancellation));
        await Store.SettleAsync(Cancellation);
        await AssertTotalsAsync(new([.. judge.Rows, housed, homeless]), Own());
    }

    [Fact]
    public async Task Rows_at_the_edges_of_the_day_lie_in_it()
    {
        var times = new[] { 0L, 1, 59_999, 60_000, 86_339_999, 86_340_000, 86_399_999 };
        var rows = Week.Take(2).SelectMany(day => times.Select(time => RowAt(Some.TimeOn(day, time)))).ToList();
        var judge = await StoredAsync(rows);
        foreach (var day in Week.Take(2))
        {
            var range = TimeRange.WindowsOverlapping(Window.StartOf(day), Window.StartOf(day.AddDays(1)));
            var found = await Reader.FindAsync(new(Own(range), RowOrder.NewestFirst, 0, 100), Cancellation);
            Assert.Equal(times.Length, found.Rows.Count);
            await AssertFindsAsync(judge, new(Own(range), RowOrder.NewestFirst, 0, 100));
        }
    }

    [Fact]
    public async Task Ten_writers_of_the_same_rows_store_each_once()
    {
        var judge = await StoredAsync(RandomRows(10, Week));
        var rows = RandomRows(200, Week);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Store.Writer.WriteAsync(rows, Cancellation)));
        for (var row = 0; row < rows.Count; row++) Assert.Single(outcomes, one => one[row] == Stored);
        await Store.SettleAsync(Cancellation);
        await AssertTotalsAsync(new([.. judge.Rows, .. rows]), Own());
    }

    private static void SetAll(Flow flow, Func<NumberField, long> number, Address address, string word)
    {
        foreach (var field in FlowFields.Supplied.Where(field => field != FlowFields.ExporterIp))
        {
            switch (field)
            {
                case NumberField { Type: not FieldType.Date } it:
                    it.Set(flow, number(it));
                    break;
                case AddressField it:
                    it.Set(flow, address);
                    break;
                case KeywordField it:
                    it.Set(flow, word);
                    break;
                case KeywordListField it:
                    it.Set(flow, [word, word + word[..1]]);
                    break;
            }
        }
    }
}
