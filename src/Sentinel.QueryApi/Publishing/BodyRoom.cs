using Sentinel.Flows.Decoding;

namespace Sentinel.QueryApi.Publishing;

/// <summary>
/// The memory that bodies may take together while they are received and worked on. A slow sender holds what it has sent, and no other sender up;
/// where no room is left the next bytes are refused. What is sent on of a body is as large once more.
/// </summary>
internal sealed class BodyRoom : IDisposable
{
    public const long Bytes = 256 * 1024 * 1024;

    /// <summary>Whole bodies that are sent on at once; others wait with theirs.</summary>
    private const int SentAtOnce = 16;

    private readonly BodyBudget decoding = new();
    private readonly SemaphoreSlim turns = new(SentAtOnce);
    private long taken;

    /// <summary>What one request holds; disposing gives it back.</summary>
    public Share Enter() => new(this);

    /// <summary>Returns when there is room to take a body apart, which is many times as large then; it is given back by disposing what is returned.</summary>
    public Task<IDisposable> DecodeAsync(int bytes, CancellationToken cancellation) => decoding.EnterAsync(bytes, cancellation);

    public void Dispose()
    {
        decoding.Dispose();
        turns.Dispose();
    }

    internal sealed class Share(BodyRoom room) : IDisposable
    {
        private long held;
        private bool hasTurn;

        /// <summary>False where there is no room for that many bytes more.</summary>
        public bool TryGrow(int bytes)
        {
            held += bytes;
            return Interlocked.Add(ref room.taken, bytes) <= Bytes;
        }

        public async Task WaitForTurnAsync(CancellationToken cancellation)
        {
            await room.turns.WaitAsync(cancellation);
            hasTurn = true;
        }

        public void Dispose()
        {
            Interlocked.Add(ref room.taken, -held);
            if (hasTurn) room.turns.Release();
            (held, hasTurn) = (0, false);
        }
    }
}
