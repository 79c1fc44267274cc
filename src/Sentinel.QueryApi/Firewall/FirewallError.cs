using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Sentinel.QueryApi.Firewall;

/// <summary>An error of the dialect, by the codes that its clients know.</summary>
internal sealed record FirewallError([property: Description("Of the reference")] string ErrorCode, string ErrorMsg)
{
    /// <summary>Of the logs: an end is missing, or lies before the start.</summary>
    public static FirewallError TimeRange { get; } = new("CFW.00500002", "time range error");

    /// <summary>Of the statistics: neither a range nor both ends, or ends that are none.</summary>
    public static FirewallError IncorrectTimeRange { get; } = new("CFW.00200007", "Incorrect time range.");

    public static FirewallError NotFound { get; } = new("CFW.00200005", "Object not found.");

    /// <summary>Any other parameter that is missing or wrong.</summary>
    /// <param name="why">Names it.</param>
    public static FirewallError Request(string why) => new("CFW.00109004", $"HTTP request error: {why}");

    public JsonHttpResult<FirewallError> ToAnswer() => TypedResults.Json(this, statusCode: StatusCodes.Status400BadRequest);
}
