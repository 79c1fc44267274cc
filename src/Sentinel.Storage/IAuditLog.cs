namespace Sentinel.Storage;

/// <summary>Who did what, and when: entries are added, and neither changed nor removed.</summary>
public interface IAuditLog
{
    /// <summary>The most that is listed at once.</summary>
    public const int MaxListed = 10_000;

    /// <summary>Durable when it returns; an entry that is added again within its UTC month, under the id it had, stands there once.</summary>
    /// <exception cref="StoreUnavailableException">It may be added or not: add it again.</exception>
    /// <exception cref="StoreForbiddenException">The store does not let us write.</exception>
    Task AppendAsync(AuditEntry entry, CancellationToken cancellation);

    /// <summary>The newest entries by their time, then by id; one may be found some seconds after it was added.</summary>
    /// <param name="limit">1 to <see cref="MaxListed"/>.</param>
    /// <exception cref="StoreUnavailableException">Ask again.</exception>
    Task<IReadOnlyList<AuditEntry>> ListAsync(int limit, CancellationToken cancellation);
}

/// <summary>One thing that was done, or is about to be.</summary>
public sealed record AuditEntry
{
    public const int MaxIdLength = 100;
    public const int MaxNameLength = 200;
    public const int MaxDetailLength = 4_000;

    /// <param name="id">Visible ASCII; the same for the same deed, where several may report it.</param>
    /// <param name="at">Kept to the millisecond.</param>
    /// <param name="action">What was done, such as <c>retention.hold</c>.</param>
    /// <param name="actor">Who did it: a token's id, or the part of the program.</param>
    /// <param name="origin">The address the request came from, where there was one.</param>
    /// <param name="detail">What the action's name leaves open; no secret.</param>
    /// <exception cref="ArgumentException">A text is empty or too long.</exception>
    public AuditEntry(string id, DateTimeOffset at, string action, string actor, string? origin, string? detail)
    {
        if (id.Length is < 1 or > MaxIdLength || id.AsSpan().ContainsAnyExceptInRange('!', '~'))
            throw new ArgumentException("an entry's id is 1 to 100 visible ASCII characters", nameof(id));
        (Id, At) = (id, DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()));
        (Action, Actor) = (Bounded(action, MaxNameLength, nameof(action)), Bounded(actor, MaxNameLength, nameof(actor)));
        Origin = origin is null ? null : Bounded(origin, MaxNameLength, nameof(origin));
        Detail = detail is null ? null : Bounded(detail, MaxDetailLength, nameof(detail));
    }

    public string Id { get; }

    public DateTimeOffset At { get; }

    public string Action { get; }

    public string Actor { get; }

    public string? Origin { get; }

    public string? Detail { get; }

    private static string Bounded(string text, int longest, string name) =>
        text.Length >= 1 && text.Length <= longest ? text : throw new ArgumentException($"1 to {longest} characters", name);
}
