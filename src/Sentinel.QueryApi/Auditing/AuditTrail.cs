using System.Net;
using Sentinel.Storage;

namespace Sentinel.QueryApi.Auditing;

/// <summary>Puts on record who did what, and from where. An entry stands before the deed: what cannot be recorded is not done.</summary>
internal sealed class AuditTrail(IAuditLog log, TimeProvider time)
{
    private const string Cut = "…";

    /// <param name="action">Of <see cref="AuditActions"/>.</param>
    /// <param name="detail">What the action's name leaves open; no secret. The end of a very long one is left out.</param>
    /// <exception cref="StoreUnavailableException">It may be on record or not; nothing was done.</exception>
    public Task AppendAsync(HttpContext context, string action, string? detail) => log.AppendAsync(
        new(Guid.CreateVersion7().ToString("N"), time.GetUtcNow(), action, context.User.Identity?.Name ?? "unknown", OriginOf(context.Connection.RemoteIpAddress), Bounded(detail)),
        context.RequestAborted);

    private static string? OriginOf(IPAddress? address) => (address?.IsIPv4MappedToIPv6 is true ? address.MapToIPv4() : address)?.ToString();

    private static string? Bounded(string? detail) =>
        detail?.Length > AuditEntry.MaxDetailLength ? string.Concat(detail.AsSpan(0, AuditEntry.MaxDetailLength - Cut.Length), Cut) : detail;
}
