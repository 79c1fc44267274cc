using System.Globalization;
using Sentinel.Contracts;
using Sentinel.QueryApi.Requests;
using Sentinel.Storage;

namespace Sentinel.QueryApi.Quarantine;

/// <summary>The query parameters of what is asked of the quarantine.</summary>
internal static class QuarantineParameters
{
    /// <summary>Stands for every cause, where it has to be said.</summary>
    private const string AnyCause = "any";

    private static readonly (string Word, RefusalCause? Cause)[] Causes = [.. RefusalCauses.All.Select(cause => (cause.Word(), (RefusalCause?)cause))];

    public static ChoiceParameter<RefusalCause?> Cause { get; } = new("cause", "Only records that were refused for this", Causes);

    public static NumberParameter Samples { get; } = new("limit", 1, IQuarantineReader.MaxSamples, "Samples of each cause") { Default = "3" };

    public static ChoiceParameter<RefusalCause?> CauseOrAny { get; } =
        new("cause", "Records that were refused for this; every one by `any`", [.. Causes, (AnyCause, null)]);

    public static NumberParameter Before { get; } = new("before", 0, Window.MaxTime, "Received before that time, epoch ms") { Example = "1776340800000" };

    public static IReadOnlyList<QueryParameter> OfSummary { get; } = [Cause, Samples];

    public static IReadOnlyList<QueryParameter> OfPurge { get; } = [CauseOrAny, Before];

    /// <summary>Cause and time, in the words of the parameters.</summary>
    public static string Told(QuarantineFilter filter)
    {
        var cause = filter.Cause?.Word() ?? AnyCause;
        return filter.Before is { } before ? string.Create(CultureInfo.InvariantCulture, $"cause {cause}, received before {before}") : $"cause {cause}";
    }
}
