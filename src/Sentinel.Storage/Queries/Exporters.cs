using Sentinel.Contracts;

namespace Sentinel.Storage.Queries;

/// <summary>What is held of an exporter.</summary>
/// <param name="FirstSeen">The earliest <c>first_seen</c> of its rows, epoch ms.</param>
/// <param name="LastSeen">The latest <c>last_seen</c>, epoch ms.</param>
/// <param name="Flows">Source records.</param>
/// <param name="Messages">
/// Those whose first flow from this exporter is held: one of which that lies in quarantine, or whose day an earlier version made, is not counted.
/// </param>
public sealed record ExporterEntry(Address Exporter, long FirstSeen, long LastSeen, Int128 Flows, long Messages)
{
    /// <summary>Of an answer; the others come behind them by address, and are left out.</summary>
    public const int Max = 10_000;

    /// <exception cref="ArgumentException">They are of two exporters.</exception>
    public static ExporterEntry operator +(ExporterEntry left, ExporterEntry right) => left.Exporter == right.Exporter
        ? new(left.Exporter, Math.Min(left.FirstSeen, right.FirstSeen), Math.Max(left.LastSeen, right.LastSeen), left.Flows + right.Flows, left.Messages + right.Messages)
        : throw new ArgumentException($"{left.Exporter} is not {right.Exporter}", nameof(right));
}
