using System.Text.Json;
using Sentinel.Storage;
using Sentinel.Storage.Queries;

namespace Sentinel.Benchmarks.Queries;

/// <summary>What the product asks of a store, and what an ordinary client would ask of the bare engine to be told about the same.</summary>
/// <param name="Range">Of the rows it is about.</param>
/// <param name="Ours">The answer as the store's port gives it.</param>
/// <param name="Body">Of one <c>_search</c> over all days.</param>
/// <param name="Sql">One statement; <c>{flows}</c> stands for the days of the range.</param>
internal sealed record Question(string Name, TimeRange Range, Func<IFlowReader, CancellationToken, Task<object>> Ours, string Body, string Sql)
{
    /// <summary>Of the query API, where its clients ask this as it is.</summary>
    public string? Path { get; init; }

    /// <summary>Says in words how far the bare engine's answer is from ours; null where both are whatever the rows are.</summary>
    public Func<object, JsonElement, string>? Compare { get; init; }
}
