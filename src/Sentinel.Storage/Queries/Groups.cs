using Sentinel.Contracts;

namespace Sentinel.Storage.Queries;

public static class Groups
{
    /// <summary>The rows of these groups of a dimension; a pair, which no filter names, by its two ends.</summary>
    public static Filter Among(Field dimension, IReadOnlyList<FieldValue> keys) =>
        dimension == FlowFields.Pair ? new Filter.Any([.. keys.Select(key => BetweenEnds(key.AsKeyword()))]) : new Filter.In(dimension, keys);

    /// <summary>No rows, where the text is not the one that a row's pair has.</summary>
    private static Filter BetweenEnds(string pair)
    {
        var ends = pair.Split(' ');
        return Address.TryParse(ends[0], out var source)
            && Address.TryParse(ends[^1], out var destination)
            && string.Equals(pair, new Flow { SrcIp = source, DstIp = destination }.Pair, StringComparison.Ordinal)
            ? new Filter.All([Filter.Is(FlowFields.SrcIp, source), Filter.Is(FlowFields.DstIp, destination)])
            : new Filter.Any([]);
    }
}
