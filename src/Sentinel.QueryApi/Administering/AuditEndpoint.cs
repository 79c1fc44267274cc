using System.ComponentModel;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Sentinel.QueryApi.Documenting;
using Sentinel.QueryApi.Requests;
using Sentinel.QueryApi.Tokens;
using Sentinel.Storage;

namespace Sentinel.QueryApi.Administering;

/// <summary>Who did what, when, from where.</summary>
internal static class AuditEndpoint
{
    private static readonly NumberParameter Limit = new("limit", 1, IAuditLog.MaxListed, "Entries in the answer; more than 10000 is taken as 10000") { Default = "100", IsCapped = true };

    public static void MapAudit(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/audit", ListAsync).RequireAuthorization(Scopes.Admin).WithTags("Audit").WithName("ListAudit").WithQueryParameters([Limit])
            .WithSummary("The newest entries of the audit log: failed authentication, life of tokens, retention, clearing, quarantine")
            .WithDescription("Entries are added, and neither changed nor removed. One may be found some seconds after the deed; wrong tokens are counted together, an entry an address.")
            .ProducesFailures()
            .WithExamples(AdministeringExamples.Audit);

    private static async Task<Results<Ok<AuditAnswer>, ValidationProblem>> ListAsync(HttpContext context, IAuditLog log)
    {
        var query = QueryReader.Of(context.Request);
        var limit = (int)query.Read(Limit);
        query.RefuseUnknown([Limit]);
        if (query.Faults.Any) return query.Faults.ToProblem();
        return TypedResults.Ok(new AuditAnswer([.. (await log.ListAsync(limit, context.RequestAborted)).Select(AuditEntryAnswer.Of)]));
    }
}

internal sealed record AuditAnswer([property: Description("Newest first")] IReadOnlyList<AuditEntryAnswer> Entries);

internal sealed record AuditEntryAnswer(
    string Id,
    [property: Description("Epoch ms")] long At,
    [property: Description("What was done")] string Action,
    [property: Description("Who: a token's id, `bootstrap`, or the part of the program")] string Actor,
    [property: Description("The address it was asked from; null where nobody asked")] string? Origin,
    string? Detail)
{
    public static AuditEntryAnswer Of(AuditEntry entry) => new(entry.Id, entry.At.ToUnixTimeMilliseconds(), entry.Action, entry.Actor, entry.Origin, entry.Detail);
}

[JsonSerializable(typeof(AuditAnswer))]
internal sealed partial class AuditAnswersJson : JsonSerializerContext;
