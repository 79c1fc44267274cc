using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sentinel.QueryApi.Quarantine;

/// <summary>What is to be sent again: records by their ids, or by cause and time, a page at a time.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ResendBody(
    [property: Description("Records that were refused for this; every one by `any`")] string? Cause = null,
    [property: Description("Received before that time, epoch ms; beside cause")] long? Before = null,
    [property: Description("The `next` of the answer before; beside cause")] string? After = null,
    [property: Description("Instead of cause: 1 to 100 records, by their ids")] IReadOnlyList<string>? Ids = null);
