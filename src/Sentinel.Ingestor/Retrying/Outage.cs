using System.Threading.Channels;

namespace Sentinel.Ingestor.Retrying;

/// <summary>Word that the store takes nothing and will not soon, for whoever takes messages in: they are better off where they came from.</summary>
internal sealed class Outage
{
    private readonly Channel<string> reports = Channel.CreateBounded<string>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <param name="reason">What follows "because"; of many at once the first is told.</param>
    public void Report(string reason) => reports.Writer.TryWrite(reason);

    public ValueTask<string> ReportedAsync(CancellationToken cancellation) => reports.Reader.ReadAsync(cancellation);

    /// <summary>What was reported before is over.</summary>
    public void Forget() => reports.Reader.TryRead(out _);
}
