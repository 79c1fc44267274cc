namespace Sentinel.QueryApi.Requests;

/// <summary>An endpoint of ours without query parameters refuses any, so that a typo is told wherever it stands.</summary>
internal static class NoQueryParameters
{
    public static RouteHandlerBuilder WithoutQueryParameters(this RouteHandlerBuilder endpoint) => endpoint.ProducesValidationProblem().AddEndpointFilter(async (call, next) =>
    {
        var query = QueryReader.Of(call.HttpContext.Request);
        query.RefuseUnknown([]);
        return query.Faults.Any ? query.Faults.ToProblem() : await next(call);
    });
}
