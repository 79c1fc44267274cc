using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Sentinel.QueryApi.Auditing;
using Sentinel.QueryApi.Documenting;
using Sentinel.QueryApi.Requests;
using Sentinel.QueryApi.Security;
using Sentinel.QueryApi.Tokens;
using Sentinel.Storage;

namespace Sentinel.QueryApi.FlowReports;

/// <summary>How long flows are held: the value stored here, else that of the settings.</summary>
internal static class RetentionEndpoints
{
    private const string Path = "/retention";

    public static void MapRetention(this IEndpointRouteBuilder reports)
    {
        reports.MapGet(Path, GetAsync).RequireAuthorization(Scopes.FlowsRead).WithName("GetFlowReportRetention")
            .WithAnswerHeaders(AnswerHeaders.DataUntil).WithSummary("How many days flows are held").WithExamples(ReportExamples.Retention);
        reports.MapPut(Path, SetAsync).RequireAuthorization(Scopes.Admin).WithName("SetFlowReportRetention")
            .WithSummary("Set how many days flows are held; every process follows within 10 s, without a restart")
            .WithDescription("The value is kept in the store and wins over `Sentinel:Retention:Days`. What is too old by it is dropped for good.")
            .Describe(ReportExamples.DescribeRetention)
            .Produces<ErrorAnswer>(StatusCodes.Status400BadRequest)
            .Produces<ErrorAnswer>(StatusCodes.Status413PayloadTooLarge)
            .WithExamples(ReportExamples.SetRetention);
    }

    private static async Task<Ok<ResultAnswer<RetentionAnswer>>> GetAsync(
        HttpContext context, CallersFlows flows, IRetention retention, IOptions<RetentionOptions> options)
    {
        var stored = await retention.ReadAsync(context.RequestAborted);
        await AnswerHeaders.WriteDataUntilAsync(context, flows);
        return TypedResults.Ok(new ResultAnswer<RetentionAnswer>(new(stored.Days ?? options.Value.Days)));
    }

    private static async Task<Results<Ok<ResultAnswer<MessageAnswer>>, JsonHttpResult<ErrorAnswer>>> SetAsync(HttpContext context, IRetention retention, AuditTrail audit)
    {
        if (await JsonRequest.ReadObjectAsync(context.Request, context.RequestAborted) is not { } body || !TryReadDays(body, out var days))
            return ReportDialect.Refuse("Invalid request body");
        if (days < 1) return ReportDialect.Refuse("retention days must be greater than 0");
        if (days > int.MaxValue) return ReportDialect.Refuse($"retention days must be at most {int.MaxValue}");
        await audit.AppendAsync(context, AuditActions.RetentionSet, string.Create(CultureInfo.InvariantCulture, $"{days} days"));
        await retention.SetDaysAsync((int)days, context.RequestAborted);
        return TypedResults.Ok(new ResultAnswer<MessageAnswer>(new("Flow reports retention policy updated successfully")));
    }

    /// <summary>Absent and null are 0; false where it is something else than a whole number.</summary>
    private static bool TryReadDays(JsonObject body, out long days)
    {
        days = 0;
        return body["days"] is null || (body["days"] is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue(out days));
    }
}
