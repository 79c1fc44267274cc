using Sentinel.Contracts;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.Vpn;

/// <summary>Bytes of clients as their server counts them: received is what they sent.</summary>
internal readonly record struct Traffic(Int128 Received, Int128 Sent)
{
    private const double Mega = 1e6;
    private const double Giga = 1e9;

    /// <summary>The two directions that have one, in the order of <see cref="Of(IReadOnlyList{Totals})"/>.</summary>
    public static SeriesSplit ByDirection { get; } = new(FlowFields.Direction, [Directions.Outbound, Directions.Inbound]);

    public Int128 Total => Received + Sent;

    public static Traffic operator +(Traffic left, Traffic right) => new(left.Received + right.Received, left.Sent + right.Sent);

    public static Traffic Of(Sums outbound, Sums inbound) => new(outbound.RequestBytes + inbound.ResponseBytes, outbound.ResponseBytes + inbound.RequestBytes);

    public static Traffic Of(IReadOnlyList<Totals> directions) => Of(directions[0].Sums, directions[1].Sums);

    public static double Megabytes(Int128 bytes) => Rounded((double)bytes / Mega);

    public static double Gigabytes(Int128 bytes) => Rounded((double)bytes / Giga);

    /// <param name="over">Ms.</param>
    public static double MegabitsASecond(Int128 bytes, long over) => Rounded((double)bytes * 8 / Mega / (over / 1_000d));

    private static double Rounded(double value) => Math.Round(value, 2);
}
