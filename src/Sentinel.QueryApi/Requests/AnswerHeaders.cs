using System.Globalization;
using Sentinel.QueryApi.Security;
using Sentinel.Storage;
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

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Returns what it wrote; asked after the question, so that no row of the answer is newer unless another copy of the data gave it.</summary>
    public static Task<long?> WriteDataUntilAsync(HttpContext context, CallersFlows flows) => WriteDataUntilAsync(context, flows, context.RequestAborted);

    /// <summary>For an answer that needs no store: it does not wait for one that is away.</summary>
    public static async Task TryWriteDataUntilAsync(HttpContext context, CallersFlows flows)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limited.CancelAfter(Patience);
        try
        {
            await WriteDataUntilAsync(context, flows, limited.Token);
        }
        catch (Exception failure) when (failure is StoreUnavailableException or StoreForbiddenException or OperationCanceledException)
        {
            // It is absent then.
        }
    }

    public static void WriteTotals(HttpContext context, Sums sums)
    {
        Write(TotalBytes, sums.Bytes);
        Write(TotalPackets, sums.Packets);
        Write(TotalFlows, sums.Flows);

        void Write(AnswerHeader header, Int128 sum) => context.Response.Headers[header.Name] = sum.ToString(CultureInfo.InvariantCulture);
    }

    private static async Task<long?> WriteDataUntilAsync(HttpContext context, CallersFlows flows, CancellationToken cancellation)
    {
        var newest = await flows.NewestAsync(Filter.Everything, cancellation);
        if (newest is { } lastSeen) context.Response.Headers[DataUntil.Name] = lastSeen.ToString(CultureInfo.InvariantCulture);
        return newest;
    }
}
