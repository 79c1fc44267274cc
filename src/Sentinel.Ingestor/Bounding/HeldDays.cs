using Microsoft.Extensions.Options;
using Sentinel.Storage;

namespace Sentinel.Ingestor.Bounding;

/// <summary>Which days are held: those that the clock gives, counted back, of those that all processes still hold.</summary>
internal sealed class HeldDays(IRetention retention, TimeProvider time, IOptions<RetentionOptions> options)
{
    private StoreState? state;

    /// <summary>As it was read last.</summary>
    /// <exception cref="InvalidOperationException">It was never read.</exception>
    public StoreState State => Volatile.Read(ref state) ?? throw new InvalidOperationException("the store's state is not known yet");

    /// <summary>The first held day.</summary>
    public DateOnly First
    {
        get
        {
            var (byClock, agreed) = (FirstByClock, State.HeldFrom);
            return byClock > agreed ? byClock : agreed;
        }
    }

    /// <summary>The first day whose end is not older than the days that are kept.</summary>
    public DateOnly FirstByClock => KeptDays.First(time.GetUtcNow(), State.Days ?? options.Value.Days);

    /// <summary>Reads the state anew.</summary>
    public async Task RefreshAsync(CancellationToken cancellation) => Volatile.Write(ref state, await retention.ReadAsync(cancellation));
}
