using FsCheck;
using FsCheck.Fluent;
using Sentinel.Contracts;
using Sentinel.Storage.OpenSearch.Search;
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
        var candidates = TopProof.Candidates(5, parts, new Dictionary<FieldValue, Int128>());
        Assert.True(TopProof.Holds(5, parts, days.Values(candidates)));
    }

    [Fact]
    public void A_group_that_may_tie_with_the_last_place_refutes_the_proof()
    {
        PartList[] parts =
        [
            new([new(1, 10), new(2, 5)], Complete: false),
            new([new(1, 10), new(3, 5)], Complete: false),
        ];
        Assert.False(TopProof.Holds(2, parts, new Dictionary<FieldValue, Int128> { [1] = 20, [2] = 10 }));
        Assert.True(TopProof.Holds(1, parts, new Dictionary<FieldValue, Int128> { [1] = 20 }));
    }

    [Fact]
    public void Fewer_groups_than_asked_for_are_proven_only_when_nobody_is_unlisted()
    {
        var known = new Dictionary<FieldValue, Int128> { [1] = 20 };
        Assert.True(TopProof.Holds(5, [new([new(1, 20)], Complete: true), new([], Complete: true)], known));
        Assert.False(TopProof.Holds(5, [new([new(1, 20)], Complete: false)], known));
        Assert.False(TopProof.Holds(5, [new([new(1, 20), new(2, 0)], Complete: true)], known));
    }

    private static void AssertProvenIsTrue(Simulation days)
    {
        var (limit, size, proven) = (days.Limit, days.Size, false);
        IReadOnlyList<FieldValue>? candidates = null;
        for (var round = 0; round < 12 && !proven; round++)
        {
            var parts = days.List(size);
            var values = days.Values(candidates ?? []);
            if (candidates is not null && TopProof.Holds(limit, parts, values))
            {
                Assert.Equal(days.Truth(limit), Simulation.Ranked(values, limit));
                proven = true;
            }

            candidates = TopProof.Candidates(limit, parts, values);
            size *= 2;
            days.Arrive();
        }

        Assert.True(proven || days.Arriving, "complete lists that stand still are a proof");
    }

    private sealed class Simulation
    {
        private readonly Random random;
        private readonly List<Dictionary<FieldValue, Int128>> days = [];
        private readonly Zipf zipf;
        private readonly int keys;
        private readonly int shape;

        public Simulation(int seed)
        {
            random = new(seed);
            keys = random.Next(1, 60);
            shape = random.Next(3);
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

        public static List<KeyValuePair<FieldValue, Int128>> Ranked(IReadOnlyDictionary<FieldValue, Int128> values, int limit) =>
            [.. values.OrderByDescending(group => group.Value).ThenBy(group => group.Key).Take(limit)];

        public void Arrive()
        {
            if (!Arriving) return;
            for (var rows = random.Next(10); rows > 0; rows--) Add();
        }

        public List<PartList> List(int size) => [.. days.Select(day => new PartList(Ranked(day, size), day.Count < size))];

        public Dictionary<FieldValue, Int128> Values(IEnumerable<FieldValue> keys) => keys
            .Where(key => days.Any(day => day.ContainsKey(key)))
            .ToDictionary(key => key, key => days.Aggregate(Int128.Zero, (sum, day) => sum + day.GetValueOrDefault(key)));

        public List<KeyValuePair<FieldValue, Int128>> Truth(int limit) => Ranked(Values(days.SelectMany(day => day.Keys).Distinct()), limit);

        /// <summary>Flat, nearly flat with zeros, or as traffic is.</summary>
        private void Add()
        {
            var day = days[random.Next(days.Count)];
            FieldValue key = shape == 2 ? zipf.Next(random) : random.Next(keys);
            var value = shape == 0 ? 1 : random.Next(shape == 1 ? 3 : 1_000);
            day[key] = day.GetValueOrDefault(key) + value;
        }
    }
}
