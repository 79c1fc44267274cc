using System.ComponentModel;

namespace Sentinel.QueryApi.Quarantine;

internal sealed record ResendAnswer(
    [property: Description("Records on their way; one that is refused again stays in quarantine, with the reason of now")] long Resent,
    [property: Description("Records that match and have not been looked at yet")] long Left,
    [property: Description("Send it as `after` to go on; null where nothing is left")] string? Next,
    [property: Description("Records that cannot be sent again, with why")] IReadOnlyList<NotResentAnswer> NotResent);

internal sealed record NotResentAnswer(string Id, string Why);
