using System.Globalization;
using System.Numerics;
using Microsoft.OpenApi;

namespace Sentinel.QueryApi.Requests;

/// <summary>A whole number; without both bounds, a time.</summary>
internal sealed class NumberParameter(string name, long min, long max, string meaning) : QueryParameter<long>(name, meaning)
{
    /// <summary>Whether more than the maximum stands for the maximum.</summary>
    public bool IsCapped { get; init; }

    /// <summary>Of a number that is not capped: any value fits, and leading zeros cannot fill a cursor.</summary>
    public const int MaxLength = 20;

    public override bool TryParse(string text, out long value, out string why)
    {
        value = 0;
        why = Wanted();
        if (text.Length > MaxLength && !IsCapped) return false;
        if (!BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)) return false;
        if (number < min || (number > max && !IsCapped)) return false;
        value = (long)BigInteger.Min(number, max);
        return true;
    }

    private string Wanted()
    {
        if (IsCapped) return string.Create(CultureInfo.InvariantCulture, $"must be a whole number, {min} or more");
        return min == long.MinValue ? "must be a time in epoch ms" : string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {min} to {max}");
    }

    public override OpenApiSchema Schema() => new()
    {
        Type = JsonSchemaType.Integer,
        Format = "int64",
        Minimum = min == long.MinValue ? null : min.ToString(CultureInfo.InvariantCulture),
        Maximum = IsCapped || max == long.MaxValue ? null : max.ToString(CultureInfo.InvariantCulture),
    };
}
