using Sentinel.Contracts;

namespace Sentinel.Storage.Queries;

/// <summary>A series in the making: parts are added in any order, and what gets none stays zero.</summary>
public sealed class SeriesSums
{
    private readonly SeriesQuery query;
    private readonly Totals[] buckets;
    private readonly Dictionary<FieldValue, Totals[]> keys;

    public SeriesSums(SeriesQuery query)
    {
        this.query = query;
        buckets = Zeros();
        keys = (query.Split?.Keys ?? []).ToDictionary(key => key, _ => Zeros());
    }

    /// <param name="time">Epoch ms, any in the bucket.</param>
    public void Add(long time, Totals totals) => buckets[IndexOf(time)] += totals;

    /// <param name="time">Epoch ms, any in the bucket.</param>
    /// <param name="key">One that the query names.</param>
    /// <param name="totals">Also part of the bucket's own, which are added by themselves.</param>
    public void Add(long time, FieldValue key, Totals totals) => keys[key][IndexOf(time)] += totals;

    public Series ToSeries(SeriesTier tier) => new(
        [.. buckets.Select((totals, index) => new SeriesBucket(query.Start + (index * query.Step), totals, OfKeys(index)))],
        tier);

    private IReadOnlyList<Totals> OfKeys(int index) => query.Split is { } split ? [.. split.Keys.Select(key => keys[key][index])] : [];

    private int IndexOf(long time) => (int)((time - query.Start) / query.Step);

    private Totals[] Zeros()
    {
        var zeros = new Totals[query.Count];
        Array.Fill(zeros, Totals.None);
        return zeros;
    }
}
