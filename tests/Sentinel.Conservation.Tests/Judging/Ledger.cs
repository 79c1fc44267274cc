using System.Collections.Concurrent;
using Sentinel.Conservation.Tests.Publishing;

namespace Sentinel.Conservation.Tests.Judging;

/// <summary>What the producers know: which messages were confirmed, and which they gave up without knowing.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentQueue<Message> confirmed = [];
    private readonly ConcurrentQueue<Message> unconfirmed = [];

    public IReadOnlyCollection<Message> Confirmed => confirmed;

    /// <summary>Sent, but not confirmed: whether they arrived is not known, and either is right.</summary>
    public IReadOnlyCollection<Message> Unconfirmed => unconfirmed;

    public void Confirm(Message message) => confirmed.Enqueue(message);

    public void GiveUp(Message message) => unconfirmed.Enqueue(message);
}
