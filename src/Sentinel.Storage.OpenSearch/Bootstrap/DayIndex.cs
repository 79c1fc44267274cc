namespace Sentinel.Storage.OpenSearch.Bootstrap;

/// <summary>An index of a day as it exists.</summary>
internal readonly record struct DayIndex(DayIndexName Name, int Shards, bool IsClosed = false);
