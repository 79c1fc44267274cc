using Sentinel.Contracts;

namespace Sentinel.Storage.Queries;

/// <summary>A series in the making: parts are added in any order, and what gets none stays zero.</summary>
public sealed class SeriesSums
{
    private readonly SeriesQuery query;
    private readonly Totals[] buckets;
    private readonly Dictionary<FieldValue, Totals[]> keys;
    private readonly DistinctCount?[] distinct;

    public SeriesSums(SeriesQuery query)
    {
        this.query = query;
        buckets = Zeros();
        keys = (query.Split?.Keys ?? []).ToDictionary(key => key, _ => Zeros());
        distinct = new DistinctCount?[query.Count];
        if (query.Counted is not null) Array.Fill(distinct, new(0, IsEstimate: false));
    }

    /// <param name="time">Epoch ms, any in the bucket.</param>
    public void Add(long time, Totals totals) => buckets[IndexOf(time)] += totals;

    /// <param name="time">Epoch ms, any in the bucket.</param>
    /// <param name="key">One that the query names.</param>
    /// <param name="totals">Also part of the bucket's own, which are added by themselves.</param>
    public void Add(long time, FieldValue key, Totals totals) => keys[key][IndexOf(time)] += totals;

    /// <summary>Says how many different values a bucket has; one of which nothing is said has none.</summary>
    /// <param name="time">Epoch ms, any in the bucket.</param>
    public void Set(long time, DistinctCount count) => distinct[IndexOf(time)] = count;

    public Series ToSeries(SeriesTier tier) => new([.. Enumerable.Range(0, query.Count).Select(BucketAt)], tier);

    private SeriesBucket BucketAt(int index) => new(query.Start + (index * query.Step), buckets[index], OfKeys(index)) { Distinct = distinct[index] };

    private IReadOnlyList<Totals> OfKeys(int index) => query.Split is { } split ? [.. split.Keys.Select(key => keys[key][index])] : [];

    private int IndexOf(long time) => (int)((time - query.Start) / query.Step);

    private Totals[] Zeros()
    {
        var zeros = new Totals[query.Count];
        Array.Fill(zeros, Totals.None);
        return zeros;
    }
}
