namespace Sentinel.Ingestor;

/// <summary>What is done now and then beside taking flows, as metrics have it.</summary>
internal static class UpkeepTasks
{
    /// <summary>Days that are old enough are given up and dropped.</summary>
    public const string Retention = "retention";

    /// <summary>Days are rolled up.</summary>
    public const string Rollups = "rollups";

    public static IReadOnlyList<string> All { get; } = [Retention, Rollups];
}
