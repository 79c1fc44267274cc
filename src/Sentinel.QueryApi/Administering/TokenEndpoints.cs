using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Sentinel.QueryApi.Auditing;
using Sentinel.QueryApi.Documenting;
using Sentinel.QueryApi.Requests;
using Sentinel.QueryApi.Tokens;

namespace Sentinel.QueryApi.Administering;

/// <summary>Making, listing and revoking tokens.</summary>
internal static class TokenEndpoints
{
    public static void MapTokens(this IEndpointRouteBuilder routes)
    {
        var tokens = routes.MapGroup("/api/v1/tokens").RequireAuthorization(Scopes.Admin).WithTags("Tokens").ProducesFailures();
        tokens.MapPost("", CreateAsync).WithName("CreateToken").WithoutQueryParameters()
            .WithSummary("Make a token; the answer is the only place that shows it")
            .WithDescription("`expires` is epoch ms. `filter` names fields of the record and the value each has in all that the token reads; an address may be a prefix. It never stands beside `admin`.")
            .Describe(TokenRequestDocument.Describe)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .WithExamples(AdministeringExamples.MadeToken);
        tokens.MapGet("", ListAsync).WithName("ListTokens").WithoutQueryParameters().WithSummary("All tokens by their ids, never a secret").WithExamples(AdministeringExamples.Tokens);
        tokens.MapDelete("/{id}", RevokeAsync).WithName("RevokeToken").WithoutQueryParameters()
            .WithSummary("Revoke a token: at once in the process that answers, within 30 s in every other")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<Results<Created<MadeTokenAnswer>, ValidationProblem, ProblemHttpResult>> CreateAsync(
        HttpContext context, TokenStore store, AuditTrail audit, TimeProvider time)
    {
        if (await JsonRequest.ReadObjectAsync(context.Request, context.RequestAborted) is not { } body)
            return TypedResults.Problem("The body must be a JSON object.", statusCode: StatusCodes.Status400BadRequest);
        var faults = new Faults();
        if (TokenRequestReader.Read(body, time.GetUtcNow(), faults) is not { } request) return faults.ToProblem();
        if ((await store.ListAsync(context.RequestAborted)).Count >= TokenStore.MaxTokens)
            return TypedResults.Problem($"There are {TokenStore.MaxTokens} tokens, and may not be more: revoke one.", statusCode: StatusCodes.Status409Conflict);
        var (token, secret) = store.Make(request);
        await audit.AppendAsync(context, AuditActions.TokenCreate, Detail(token));
        await store.AddAsync(token, context.RequestAborted);
        return TypedResults.Created((string?)null, MadeTokenAnswer.Of(token, secret));
    }

    private static async Task<Ok<TokensAnswer>> ListAsync(HttpContext context, TokenStore store, TokenUses uses) =>
        TypedResults.Ok(new TokensAnswer([.. (await store.ListAsync(context.RequestAborted)).Select(token => TokenAnswer.Of(token, uses.LastOf(token)))]));

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(HttpContext context, string id, TokenStore store, KnownTokens known, AuditTrail audit)
    {
        if (!ApiToken.IsId(id) || !await store.HoldsAsync(id, context.RequestAborted)) return NotThere();
        await audit.AppendAsync(context, AuditActions.TokenRevoke, id);
        var wasThere = await store.RevokeAsync(id, context.RequestAborted);
        known.Revoke(id);
        return wasThere ? TypedResults.NoContent() : NotThere();

        static ProblemHttpResult NotThere() => TypedResults.Problem("There is no token of this id.", statusCode: StatusCodes.Status404NotFound);
    }

    private static string Detail(Token token) => string.Create(
        CultureInfo.InvariantCulture,
        $"{token.Id} '{token.Name}', {string.Join(' ', token.Scopes)}, expires {token.Expires?.ToString(CultureInfo.InvariantCulture) ?? "never"}, filter {token.Filter?.Json.ToJsonString() ?? "none"}");
}
