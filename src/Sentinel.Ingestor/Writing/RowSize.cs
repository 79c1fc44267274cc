using Sentinel.Contracts;

namespace Sentinel.Ingestor.Writing;

/// <summary>What a row weighs in a bulk, about: its numbers and names together, its texts by their length.</summary>
internal static class RowSize
{
    private const int BytesWithoutTexts = 450;
    private const int BytesAroundText = 16;

    private static readonly KeywordField[] Texts = [.. FlowFields.Supplied.OfType<KeywordField>()];

    public static int EstimateOf(Flow flow)
    {
        var bytes = BytesWithoutTexts;
        foreach (var field in Texts)
            if (field.Get(flow) is { } text) bytes += text.Length + BytesAroundText;
        foreach (var tag in flow.AssetTags) bytes += tag.Length;
        return bytes;
    }
}
