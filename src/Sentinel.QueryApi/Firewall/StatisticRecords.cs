using Sentinel.Contracts;
using Sentinel.QueryApi.Security;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.Firewall;

/// <summary>Makes the records of an answer: each item's sums, its largest values of other fields, and what is known of an address.</summary>
internal static class StatisticRecords
{
    private const int ListLimit = 5;

    /// <summary>More than one tells that the records do not agree.</summary>
    private const int ProtocolLimit = 2;

    public static async Task<IReadOnlyList<StatisticRecord>> FindAsync(StatisticRequest request, CallersFlows flows, CancellationToken cancellation)
    {
        var item = request.Item;
        var breakdowns = ((Field[])[FlowFields.App, FlowFields.DstPort, FlowFields.SrcIp, FlowFields.DstIp]).Where(field => field != item.Dimension)
            .Select(field => new Breakdown(field, ListLimit)).Append(new(FlowFields.Protocol, ProtocolLimit)).ToList();
        var top = await flows.TopAsync(
            new(request.Selection, item.Dimension, Measure.Flows, request.Size) { Then = Measure.Bytes, Breakdowns = breakdowns }, cancellation);
        var records = top.Entries.Select(entry => Of(item, entry, breakdowns));
        return item.IsAddress
            ? await Task.WhenAll(records.Zip(top.Entries, (record, entry) => WithAddressAsync(record, request, entry.Key, flows, cancellation)))
            : [.. records];
    }

    private static StatisticRecord Of(StatisticItem item, TopEntry entry, IReadOnlyList<Breakdown> breakdowns)
    {
        return new()
        {
            Item = StatisticItem.KeyOf(item.Dimension, entry.Key),
            LastTime = entry.LastSeen,
            RequestByte = entry.Sums.RequestBytes,
            ResponseByte = entry.Sums.ResponseBytes,
            Sessions = entry.Sums.Flows,
            Apps = ListOf(FlowFields.App),
            Ports = ListOf(FlowFields.DstPort),
            SrcIp = ListOf(FlowFields.SrcIp),
            DstIp = ListOf(FlowFields.DstIp),
            Protocol = ListOf(FlowFields.Protocol) is [var only] ? only.Key : null,
        };

        IReadOnlyList<ItemCount>? ListOf(Field field)
        {
            var values = breakdowns.Zip(entry.Breakdowns).Where(list => list.First.Field == field).SelectMany(list => list.Second)
                .Select(value => new ItemCount(StatisticItem.KeyOf(field, value.Key), value.Sum)).ToList();
            return values.Count > 0 ? values : null;
        }
    }

    /// <summary>Region and asset are those of the newest record that has them.</summary>
    private static async Task<StatisticRecord> WithAddressAsync(
        StatisticRecord record, StatisticRequest request, FieldValue key, CallersFlows flows, CancellationToken cancellation)
    {
        var own = request.Selection.And(Filter.Is(request.Item.Dimension, key));
        var address = key.AsAddress();
        var (inRegion, asset) = (
            NewestAsync(new Filter.Any([HasRegion(FlowFields.SrcIp, FlowFields.SrcRegion), HasRegion(FlowFields.DstIp, FlowFields.DstRegion)])),
            NewestAsync(new Filter.All([Assets.Are(address), new Filter.Has(FlowFields.AssetName)])));
        var region = await inRegion;
        var flow = await asset;
        return record with
        {
            Region = region is null ? null : region.SrcIp == address && region.SrcRegion is { } source ? source : region.DstRegion,
            DeviceName = flow?.AssetName,
            AssociateInstanceType = flow?.AssetKind,
            Tags = flow?.AssetTags is { Count: > 0 } tags ? string.Join(';', tags) : null,
        };

        Filter HasRegion(AddressField end, KeywordField named) => new Filter.All([Filter.Is(end, key), new Filter.Has(named)]);

        async Task<Flow?> NewestAsync(Filter filter) =>
            (await flows.FindAsync(new(own.And(filter), LogRequest.Order, 0, 1), cancellation)).Rows is [var row] ? row.Flow : null;
    }
}
