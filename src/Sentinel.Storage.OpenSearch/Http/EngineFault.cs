using System.Text.Json;

namespace Sentinel.Storage.OpenSearch.Http;

/// <summary>The engine's <c>error</c> object, of a request or of one item of a bulk.</summary>
internal static class EngineFault
{
    public const string ClusterBlock = "cluster_block_exception";
    public const string IndexClosed = "index_closed_exception";
    public const string Security = "security_exception";
    public const string AlreadyExists = "resource_already_exists_exception";
    public const string IndexNotFound = "index_not_found_exception";
    public const string InvalidIndexName = "invalid_index_name_exception";
    public const string IllegalArgument = "illegal_argument_exception";
    public const string InvalidAliasName = "invalid_alias_name_exception";
    public const string SnapshotInProgress = "snapshot_in_progress_exception";
    public const string VersionConflict = "version_conflict_engine_exception";

    private const int MaxReasonLength = 300;

    public static (string? Type, string? Reason) Read(JsonElement error)
    {
        if (error.ValueKind == JsonValueKind.String) return (null, error.GetString());
        if (error.ValueKind != JsonValueKind.Object) return default;
        return (Text(error, "type"), Text(error, "reason"));
    }

    public static string Shorten(string? reason) =>
        reason is null ? "no reason given" : reason.Length <= MaxReasonLength ? reason : reason[..MaxReasonLength] + "…";

    private static string? Text(JsonElement error, string name) =>
        error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
