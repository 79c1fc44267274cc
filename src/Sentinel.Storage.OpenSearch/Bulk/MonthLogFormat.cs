using System.Text.Json;

namespace Sentinel.Storage.OpenSearch.Bulk;

/// <summary>How the entries of a log are kept.</summary>
/// <param name="Log">What the names of its indices begin with.</param>
/// <param name="Op"><c>index</c>: an entry added again is written over by itself. <c>create</c>: it stays as it was added first.</param>
/// <param name="TimeField">The member that holds <paramref name="TimeOf"/>, and sorts.</param>
/// <param name="Write">Writes the members of an entry, but its id.</param>
internal sealed record MonthLogFormat<T>(
    string Template,
    string Log,
    string Op,
    string TimeField,
    Func<T, string> IdOf,
    Func<T, DateTimeOffset> TimeOf,
    Action<Utf8JsonWriter, T> Write,
    Func<JsonElement, T> Read);
