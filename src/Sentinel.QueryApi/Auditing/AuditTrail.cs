using Sentinel.Storage;

namespace Sentinel.QueryApi.Auditing;

/// <summary>Puts on record who did what, and from where. An entry stands before the deed: what cannot be recorded is not done.</summary>
internal sealed class AuditTrail(IAuditLog log, TimeProvider time)
{
    /// <param name="action">Of <see cref="AuditActions"/>.</param>
    /// <param name="detail">What the action's name leaves open; no secret.</param>
    /// <exception cref="StoreUnavailableException">It may be on record or not; nothing was done.</exception>
    public Task AppendAsync(HttpContext context, string action, string? detail) =>
        log.AppendAsync(
            new(Guid.CreateVersion7().ToString("N"), time.GetUtcNow(), action, context.User.Identity?.Name ?? "unknown", context.Connection.RemoteIpAddress?.ToString(), detail),
            context.RequestAborted);
}
