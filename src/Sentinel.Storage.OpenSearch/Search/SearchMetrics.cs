using System.Diagnostics.Metrics;

namespace Sentinel.Storage.OpenSearch.Search;

/// <summary>The instruments of the meter <c>Sentinel.Storage.OpenSearch</c>.</summary>
internal sealed class SearchMetrics
{
    /// <summary>One shard has the list, which is then exact as it is.</summary>
    public const string OneShard = "one_shard";

    /// <summary>The lists of several parts prove it.</summary>
    public const string Rounds = "rounds";

    /// <summary>Every group was added up, since no list proved the largest.</summary>
    public const string EveryGroup = "every_group";

    private readonly Counter<long> lists;
    private readonly Counter<long> rounds;

    public SearchMetrics(IMeterFactory factory)
    {
        var meter = factory.Create("Sentinel.Storage.OpenSearch");
        lists = meter.CreateCounter<long>("sentinel.search.top_lists", "{list}", "Exact top lists, by what made them exact");
        rounds = meter.CreateCounter<long>("sentinel.search.top_rounds", "{round}", "Rounds of questions that were asked to prove top lists");
        rounds.Add(0);
        foreach (var way in (string[])[OneShard, Rounds, EveryGroup]) Listed(way, 0);
    }

    public void Listed(string way) => Listed(way, 1);

    public void RoundAsked() => rounds.Add(1);

    private void Listed(string way, int count) => lists.Add(count, new KeyValuePair<string, object?>("way", way));
}
