using Sentinel.Flows.Decoding;

namespace Sentinel.QueryApi.Publishing;

/// <summary>
/// The memory that bodies may take together while they are received and worked on. A slow sender holds what it has sent, and no other sender up;
/// where no room is left the next bytes are refused.
/// </summary>
internal sealed class BodyRoom : IDisposable
{
    public const long Bytes = 256 * 1024 * 1024;

    /// <summary>Whole bodies are taken apart in turns.</summary>
    private readonly BodyBudget turns = new();
    private long taken;

    /// <summary>What one request holds; disposing gives it back.</summary>
    public Share Enter() => new(this);

    public void Dispose() => turns.Dispose();

    internal sealed class Share(BodyRoom room) : IDisposable
    {
        private long held;
        private IDisposable? turn;

        /// <summary>False where there is no room for that many bytes more.</summary>
        public bool TryGrow(int bytes)
        {
            held += bytes;
            return Interlocked.Add(ref room.taken, bytes) <= Bytes;
        }

        /// <param name="bytes">Of the body that is to be taken apart.</param>
        public async Task WaitForTurnAsync(int bytes, CancellationToken cancellation) => turn = await room.turns.EnterAsync(bytes, cancellation);

        public void Dispose()
        {
            Interlocked.Add(ref room.taken, -held);
            turn?.Dispose();
            (held, turn) = (0, null);
        }
    }
}
