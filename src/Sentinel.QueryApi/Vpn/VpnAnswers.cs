using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sentinel.QueryApi.Vpn;

internal sealed record VpnError(string Error)
{
    [JsonPropertyOrder(-1)]
    public bool Success { get; } = false;
}

internal sealed record VpnAnswer<T>(T Data)
{
    [JsonPropertyOrder(-1)]
    public bool Success { get; } = true;
}

internal sealed record AnalyticsAnswer(
    [property: Description("Now, UTC")] string Timestamp,
    string Range,
    AnalyticsData Data)
{
    [JsonPropertyOrder(-1)]
    public bool Success { get; } = true;
}

internal sealed record AnalyticsData(
    [property: JsonPropertyName("global_history_24h"), Description("96 buckets, ascending")] IReadOnlyList<AnalyticsPoint> GlobalHistory,
    [property: JsonPropertyName("max_concurrent_24h"), Description("The largest `active_count`")] long MaxConcurrent,
    [property: JsonPropertyName("top_clients_24h"), Description("The ten with the most bytes in the buckets")] IReadOnlyList<TopClient> TopClients,
    Distribution TrafficDistribution);

internal sealed record AnalyticsPoint(
    [property: Description("Start of the bucket, UTC")] string Timestamp,
    [property: Description("Bytes that clients sent")] Int128 TotalRx,
    [property: Description("Bytes that clients received")] Int128 TotalTx,
    [property: Description("Clients with traffic")] long ActiveCount);

internal sealed record TopClient(string CommonName, Int128 TotalRx, Int128 TotalTx, Int128 Total);

internal sealed record Distribution(Int128 Rx, Int128 Tx);

internal sealed record ClientAnswer(
    string CommonName,
    [property: Description("Active or Disconnected")] string Status,
    [property: Description("Of the newest minute that is over")] ClientRates CurrentRates,
    [property: Description("As far back as roll-ups of a day reach")] ClientTotals Totals,
    IReadOnlyList<HistoryPoint> History,
    HistoryMeta Meta);

internal sealed record ClientRates(double RecvMbps, double SentMbps);

internal sealed record ClientTotals(double ReceivedMb, double SentMb);

internal sealed record HistoryPoint(
    [property: Description("Start of the bucket, UTC")] string Timestamp, Int128 BytesReceived, Int128 BytesSent, double BytesReceivedRateMbps, double BytesSentRateMbps);

internal sealed record HistoryMeta(string ResolutionUsed, int RecordCount);

internal sealed record ClientsAnswer(int Count, IReadOnlyList<ClientSummary> Data)
{
    [JsonPropertyOrder(-1)]
    public bool Success { get; } = true;
}

internal sealed record ClientSummary(string CommonName, string Status, double CurrentRecvRateMbps, double TotalReceivedMb);

internal sealed record ClientName(string CommonName, string Status);

internal sealed record SystemAnswer(long TotalClients, long ActiveClients, double TotalReceivedGb, double TotalSentGb);

internal sealed record CertificateAnswer(string File, [property: Description("Whole days, rounded down")] string DaysRemaining, bool IsExpired);

[JsonSerializable(typeof(VpnError))]
[JsonSerializable(typeof(AnalyticsAnswer))]
[JsonSerializable(typeof(VpnAnswer<ClientAnswer>))]
[JsonSerializable(typeof(ClientsAnswer))]
[JsonSerializable(typeof(VpnAnswer<SystemAnswer>))]
[JsonSerializable(typeof(VpnAnswer<IReadOnlyList<ClientName>>))]
[JsonSerializable(typeof(VpnAnswer<IReadOnlyList<CertificateAnswer>>))]
internal sealed partial class VpnAnswersJson : JsonSerializerContext;
