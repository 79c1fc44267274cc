using System.Text.RegularExpressions;

namespace Sentinel.Hosting;

/// <summary>What the binder says of a value it cannot read, which names the setting.</summary>
internal sealed partial record UnconvertibleSetting(string Key, string Sentence)
{
    /// <returns>Null where the failure is another.</returns>
    public static UnconvertibleSetting? Read(Exception failure) =>
        failure is InvalidOperationException or InvalidCastException && Message().Match(failure.Message) is { Success: true } match
            ? new(match.Groups["key"].Value, $"{match.Groups["key"].Value} must be {KindOf(match.Groups["type"].Value)}.")
            : null;

    private static string KindOf(string type) => type switch
    {
        "System.Int16" or "System.Int32" or "System.Int64" => "a whole number",
        "System.TimeSpan" => "a span of time such as 00:00:30",
        "System.Boolean" => "true or false",
        _ => $"a {type}",
    };

    [GeneratedRegex(@" at '(?<key>[^']+)' to type '(?<type>[^']+)'\.$", RegexOptions.ExplicitCapture | RegexOptions.Singleline, 1000)]
    private static partial Regex Message();
}
