using FsCheck;
using FsCheck.Fluent;
using Sentinel.Contracts;
using Sentinel.Storage.OpenSearch.Search;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.Storage.OpenSearch.Tests.Search;

/// <summary>The rounds of an exact top list over days that exist only here, with rows arriving between them; the judge is LINQ.</summary>
public sealed class TopProofTests
{
    [Fact]
    public void What_is_proven_is_true_however_the_values_are_spread() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => AssertProvenIsTrue(new(seed))).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void Rows_that_stand_still_are_proven_as_soon_as_every_part_lists_all()
    {
        var days = new Simulation(1) { Arriving = false };
        var parts = days.List(size: 10_000);
        var candidates = TopProof.Open(5, parts, new Dictionary<FieldValue, Rank>()).Candidates;
        Assert.True(TopProof.Holds(5, parts, days.Values(candidates)));
    }

    [Fact]
    public void A_group_that_may_tie_with_the_last_place_refutes_the_proof()
    {
        PartList[] parts =
        [
            new([new(1, Bytes(10)), new(2, Bytes(5))], Complete: false),
            new([new(1, Bytes(10)), new(3, Bytes(5))], Complete: false),
        ];
        Assert.False(TopProof.Holds(2, parts, new Dictionary<FieldValue, Rank> { [1] = Bytes(20), [2] = Bytes(10) }));
        Assert.True(TopProof.Holds(1, parts, new Dictionary<FieldValue, Rank> { [1] = Bytes(20) }));
    }

    [Fact]
    public void A_second_measure_tells_groups_apart_that_tie_by_the_first()
    {
        PartList[] parts =
        [
            new([new(1, new(5, 9)), new(2, new(5, 5))], Complete: false),
            new([new(1, new(5, 9)), new(3, new(5, 5))], Complete: false),
        ];
        Assert.True(TopProof.Holds(1, parts, new Dictionary<FieldValue, Rank> { [1] = new(10, 18) }));
        Assert.False(TopProof.Holds(2, parts, new Dictionary<FieldValue, Rank> { [1] = new(10, 18), [2] = new(10, 10) }));
    }

    [Fact]
    public void What_lists_tell_to_the_end_is_known_without_another_question()
    {
        PartList[] parts =
        [
            new([new(1, Bytes(10)), new(2, Bytes(5))], Complete: false),
            new([new(1, Bytes(10)), new(3, Bytes(5))], Complete: true),
        ];
        Assert.Equal(new Dictionary<FieldValue, Rank> { [1] = Bytes(20), [2] = Bytes(5) }, TopProof.Known(parts));
    }

    [Fact]
    public void A_group_that_a_part_may_have_with_nothing_of_the_measure_is_not_known()
    {
        PartList[] parts = [new([new(2, Bytes(0))], Complete: false), new([new(1, Bytes(10))], Complete: true)];
        Assert.Equal(new Dictionary<FieldValue, Rank> { [2] = Bytes(0) }, TopProof.Known(parts));
    }

    [Fact]
    public void Fewer_groups_than_asked_for_are_proven_only_when_nobody_is_unlisted()
    {
        var known = new Dictionary<FieldValue, Rank> { [1] = Bytes(20) };
        Assert.True(TopProof.Holds(5, [new([new(1, Bytes(20))], Complete: true), new([], Complete: true)], known));
        Assert.False(TopProof.Holds(5, [new([new(1, Bytes(20))], Complete: false)], known));
        Assert.False(TopProof.Holds(5, [new([new(1, Bytes(20)), new(2, Bytes(0))], Complete: true)], known));
    }

    private static Rank Bytes(int sum) => new(sum, 0);

    private static void AssertProvenIsTrue(Simulation days)
    {
        var (limit, size, proven) = (days.Limit, days.Size, false);
        IReadOnlyList<FieldValue>? candidates = null;
        for (var round = 0; round < 12 && !proven; round++)
        {
            var parts = days.List(size);
            AssertKnownIsTrue(days, parts, limit);
            var values = days.Values(candidates ?? []);
            if (candidates is not null && TopProof.Holds(limit, parts, values))
            {
                Assert.Equal(days.Truth(limit), Simulation.Ranked(values, limit));
                proven = true;
            }

            var open = TopProof.Open(limit, parts, values);
            if (open.ListsReach) Assert.True(TopProof.Holds(limit, parts, days.Values(open.Candidates)), "lists that reach far enough are a proof once the candidates are known");
            candidates = open.Candidates;
            size *= 2;
            days.Arrive();
        }

        Assert.True(proven || days.Arriving, "complete lists that stand still are a proof");
    }

    private static void AssertKnownIsTrue(Simulation days, IReadOnlyList<PartList> parts, int limit)
    {
        var known = TopProof.Known(parts);
        Assert.Equal(days.Values(known.Keys), known);
        if (TopProof.Holds(limit, parts, known)) Assert.Equal(days.Truth(limit), Simulation.Ranked(known, limit));
    }

    private sealed class Simulation
    {
        private readonly Random random;
        private readonly List<Dictionary<FieldValue, Rank>> days = [];
        private readonly Zipf zipf;
        private readonly int keys;
        private readonly int shape;
        private readonly bool second;

        public Simulation(int seed)
        {
            random = new(seed);
            keys = random.Next(1, 60);
            shape = random.Next(3);
            second = random.Next(2) == 0;
            zipf = new(keys);
            Limit = random.Next(1, 8);
            Size = random.Next(1, 12);
            Arriving = random.Next(3) > 0;
            for (var day = random.Next(1, 6); day > 0; day--) days.Add([]);
            for (var rows = random.Next(300); rows > 0; rows--) Add();
        }

        public int Limit { get; }

        public int Size { get; }

        public bool Arriving { get; init; }

        public static List<KeyValuePair<FieldValue, Rank>> Ranked(IReadOnlyDictionary<FieldValue, Rank> values, int limit) =>
            [.. values.OrderByDescending(group => group.Value).ThenBy(group => group.Key).Take(limit)];

        public void Arrive()
        {
            if (!Arriving) return;
            for (var rows = random.Next(10); rows > 0; rows--) Add();
        }

        public List<PartList> List(int size) => [.. days.Select(day => new PartList(Ranked(day, size), day.Count < size))];

        public Dictionary<FieldValue, Rank> Values(IEnumerable<FieldValue> keys) => keys
            .Where(key => days.Any(day => day.ContainsKey(key)))
            .ToDictionary(key => key, key => days.Aggregate(Rank.Zero, (sum, day) => sum + day.GetValueOrDefault(key)));

        public List<KeyValuePair<FieldValue, Rank>> Truth(int limit) => Ranked(Values(days.SelectMany(day => day.Keys).Distinct()), limit);

        /// <summary>Flat, nearly flat with zeros, or as traffic is.</summary>
        private void Add()
        {
            var day = days[random.Next(days.Count)];
            FieldValue key = shape == 2 ? zipf.Next(random) : random.Next(keys);
            var value = shape == 0 ? 1 : random.Next(shape == 1 ? 3 : 1_000);
            day[key] = day.GetValueOrDefault(key) + new Rank(value, second ? random.Next(4) : 0);
        }
    }
}
