using System.ComponentModel;

namespace Sentinel.QueryApi.Publishing;

/// <summary>What was taken, and under which id it counts once.</summary>
internal sealed record PublishAnswer(
    [property: Description("The id under which this body counts once")] string BatchId,
    [property: Description("Records taken")] int Flows);
