using System.Globalization;
using Sentinel.Storage.OpenSearch.Bootstrap;
using Sentinel.Storage.OpenSearch.Documents;

namespace Sentinel.Storage.OpenSearch.Days;

/// <summary>Which roll-ups are in force: the header of each held day, and from which days on those of sealed days are kept. Changed by compare-and-set.</summary>
internal sealed class RollupHeaders(DocumentStore documents)
{
    private const string Collection = "rollups";
    private const string KeptPrefix = "kept-";

    public async Task<VersionedHeader> ReadAsync(DayIndexName day, CancellationToken cancellation) => VersionedHeader.Of(await documents.ReadAsync(KeyOf(day), cancellation));

    /// <summary>What is in force of these days, and the state, all as of now.</summary>
    /// <param name="days">Of one generation.</param>
    public async Task<RollupsInForce> ReadAsync(int generation, IReadOnlyList<DayIndexName> days, CancellationToken cancellation)
    {
        var read = await documents.ReadAsync([StoreState.Key, KeptKey(generation), .. days.Select(KeyOf)], cancellation);
        return new(StoreState.Read(read[0]?.Body), ReadKept(read[1]), days.Zip(read.Skip(2), (day, header) => (day, VersionedHeader.Of(header).Header)).ToDictionary());
    }

    /// <returns>False where the header has changed since it was read.</returns>
    public Task<bool> TryWriteAsync(DayIndexName day, VersionedHeader read, RollupHeader changed, CancellationToken cancellation) =>
        documents.WriteAsync(KeyOf(day), DocumentJson.Write(changed), read.Version, cancellation);

    /// <summary>From now on the day is read from its rows, whatever a pass that has begun will say.</summary>
    public async Task WithdrawAsync(DayIndexName day, CancellationToken cancellation)
    {
        while (true)
        {
            var read = await ReadAsync(day, cancellation);
            if (read is { Version: not null, Header.QuarterHours.Count: 0 } || await TryWriteAsync(day, read, RollupHeader.None, cancellation)) return;
        }
    }

    /// <summary>Removes the header, where it is still the one that was read.</summary>
    public async Task RemoveAsync(DayIndexName day, VersionedHeader read, CancellationToken cancellation)
    {
        if (read.Version is { } version) await documents.DeleteAsync(KeyOf(day), version, cancellation);
    }

    /// <summary>Moves forward what is kept of sealed days.</summary>
    public async Task KeepFromAsync(int generation, KeptRollups first, CancellationToken cancellation)
    {
        while (true)
        {
            var read = await documents.ReadAsync(KeptKey(generation), cancellation);
            var kept = ReadKept(read);
            var left = kept.And(first);
            if (left == kept || await documents.WriteAsync(KeptKey(generation), DocumentJson.Write(left), read?.Version, cancellation)) return;
        }
    }

    /// <summary>Removes those of days that nobody reads from roll-ups by a header any more: sealed ones, and of older generations.</summary>
    public async Task RemoveUnreadAsync(StoreState state, CancellationToken cancellation)
    {
        string? after = null;
        do
        {
            var page = await documents.ListAsync(Collection, after, IDocuments.MaxListed, cancellation);
            foreach (var document in page.Where(document => IsUnread(document.Key.Name, state))) await documents.DeleteAsync(document.Key, document.Version, cancellation);
            after = page.Count < IDocuments.MaxListed ? null : page[^1].Key.Name;
        }
        while (after is not null);
    }

    private static bool IsUnread(string name, StoreState state) =>
        DayIndexName.TryParse(name, out var day) ? day.IsLeft(state)
        : name.StartsWith(KeptPrefix, StringComparison.Ordinal)
            && int.TryParse(name.AsSpan(KeptPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var generation)
            && generation < state.Generation;

    private static KeptRollups ReadKept(StoredDocument? document) => document is null ? KeptRollups.All : DocumentJson.Read<KeptRollups>(document);

    private static DocumentKey KeyOf(DayIndexName day) => new(Collection, day.Index);

    private static DocumentKey KeptKey(int generation) => new(Collection, string.Create(CultureInfo.InvariantCulture, $"{KeptPrefix}{generation}"));
}

/// <param name="Version">Null where nobody has written it yet.</param>
internal readonly record struct VersionedHeader(RollupHeader Header, string? Version)
{
    public static VersionedHeader Of(StoredDocument? document) => document is null ? new(RollupHeader.None, null) : new(DocumentJson.Read<RollupHeader>(document), document.Version);
}
