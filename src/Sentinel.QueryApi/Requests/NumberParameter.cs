using System.Globalization;
using Microsoft.OpenApi;

namespace Sentinel.QueryApi.Requests;

internal sealed class NumberParameter(string name, long min, long max, string meaning) : QueryParameter<long>(name, meaning)
{
    /// <summary>Whether more than the maximum stands for the maximum.</summary>
    public bool IsCapped { get; init; }

    public override bool TryParse(string text, out long value, out string why)
    {
        value = 0;
        why = string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {min} to {max}");
        if (!Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return false;
        if (number < min || (number > max && !IsCapped)) return false;
        value = (long)Int128.Min(number, max);
        return true;
    }

    public override OpenApiSchema Schema() => new()
    {
        Type = JsonSchemaType.Integer,
        Format = "int64",
        Minimum = min == long.MinValue ? null : min.ToString(CultureInfo.InvariantCulture),
        Maximum = IsCapped || max == long.MaxValue ? null : max.ToString(CultureInfo.InvariantCulture),
    };
}
