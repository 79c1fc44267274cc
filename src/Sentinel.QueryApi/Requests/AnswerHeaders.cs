using System.Globalization;
using Sentinel.QueryApi.Security;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.Requests;

/// <summary>What answers of every dialect say beside their body.</summary>
internal static class AnswerHeaders
{
    public static AnswerHeader DataUntil { get; } = new(
        "Sentinel-Data-Until", "last_seen of the newest row that a search can see and the token may, epoch ms; absent when there is none. Late rows may still follow");

    private static readonly AnswerHeader TotalBytes = new("Sentinel-Total-Bytes", "Bytes of the whole range under the same filter");
    private static readonly AnswerHeader TotalPackets = new("Sentinel-Total-Packets", "Packets of the whole range under the same filter");
    private static readonly AnswerHeader TotalFlows = new("Sentinel-Total-Flows", "Source records of the whole range under the same filter");

    public static IReadOnlyList<AnswerHeader> Totals { get; } = [TotalBytes, TotalPackets, TotalFlows];

    /// <summary>Returns what it wrote; asked after the question, so that no row of the answer is newer unless another copy of the data gave it.</summary>
    public static async Task<long?> WriteDataUntilAsync(HttpContext context, CallersFlows flows)
    {
        var newest = await flows.NewestAsync(Filter.Everything, context.RequestAborted);
        if (newest is { } lastSeen) context.Response.Headers[DataUntil.Name] = lastSeen.ToString(CultureInfo.InvariantCulture);
        return newest;
    }

    public static void WriteTotals(HttpContext context, Sums sums)
    {
        Write(TotalBytes, sums.Bytes);
        Write(TotalPackets, sums.Packets);
        Write(TotalFlows, sums.Flows);

        void Write(AnswerHeader header, Int128 sum) => context.Response.Headers[header.Name] = sum.ToString(CultureInfo.InvariantCulture);
    }
}
