using System.Globalization;
using Microsoft.OpenApi;
using Sentinel.QueryApi.Requests;

namespace Sentinel.QueryApi.FlowReports;

/// <summary>A UTC day, <c>YYYY-MM-DD</c>.</summary>
internal sealed class DateParameter(string name, string meaning) : QueryParameter<DateOnly>(name, meaning)
{
    private const string Format = "yyyy-MM-dd";

    public override bool TryParse(string text, out DateOnly value, out string why)
    {
        why = "must be YYYY-MM-DD";
        return DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out value);
    }

    public override string Refuse(string why) => $"invalid {Name} date: {why}";

    public override OpenApiSchema Schema() => new() { Type = JsonSchemaType.String, Format = "date" };
}
