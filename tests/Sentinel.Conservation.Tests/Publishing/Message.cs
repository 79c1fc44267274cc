using Sentinel.Contracts;
using Sentinel.Flows.Decoding;
using Sentinel.Flows.Merging;
using Sentinel.Storage.Queries;

namespace Sentinel.Conservation.Tests.Publishing;

/// <summary>What a producer sends, and what has to be in the store because of it, however often and to whomever it is delivered.</summary>
/// <param name="MessageId">The AMQP property.</param>
internal sealed record Message(byte[] Body, string? MessageId = null)
{
    /// <summary>The message alone, decoded and merged: no process, no queue, no store.</summary>
    /// <param name="held">Windows that began so long ago, and not later than now, are stored.</param>
    public Trace Expected(TimeSpan held, DateTimeOffset now)
    {
        var decoded = FlowDecoder.Decode(Body, new(MessageId));
        var faulty = decoded.Records.Index().Where(record => record.Item.Flow is null).Select(record => record.Index).ToList();
        var merged = FlowMerger.Merge(decoded).ToLookup(row => IsHeld(row.Row.Flow.Window));
        var refused = faulty.Concat(merged[false].SelectMany(row => row.Records));
        return new(
            merged[true].ToDictionary(row => row.Row.Id, row => Sums.Of(row.Row.Flow)),
            refused.Select(index => decoded.IdOf(index).ToString()).ToHashSet(StringComparer.Ordinal));

        bool IsHeld(Window window) => window.Start >= (now - held).ToUnixTimeMilliseconds() && window.Start <= now.ToUnixTimeMilliseconds();
    }
}

/// <param name="Rows">The rows it makes, by their ids.</param>
/// <param name="Quarantined">The ids of its records that cannot be counted.</param>
internal sealed record Trace(IReadOnlyDictionary<RowId, Sums> Rows, IReadOnlySet<string> Quarantined)
{
    /// <summary>As much of it as is there.</summary>
    public Trace Among(IReadOnlyDictionary<RowId, Sums> stored, IReadOnlySet<string> quarantined) => new(
        Rows.Where(row => stored.ContainsKey(row.Key)).ToDictionary(), Quarantined.Where(quarantined.Contains).ToHashSet(StringComparer.Ordinal));
}
