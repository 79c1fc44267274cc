using Sentinel.Storage.OpenSearch.Bulk;

namespace Sentinel.Storage.OpenSearch.Search;

internal sealed class QuarantineReader(QuarantineIndices quarantine) : IQuarantineReader
{
    public async Task<IReadOnlyList<QuarantinedCause>> SummarizeAsync(RefusalCause? cause, int samples, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(samples, IQuarantineReader.MaxSamples);
        using var answer = await quarantine.SearchAsync(
            json =>
            {
                json.WriteNumber("size", 0);
                QuarantineQuery.Write(json, new(cause));
                QuarantineCauses.Write(json, samples);
            },
            cancellation);
        return QuarantineCauses.Read(answer.RootElement);
    }

    public async Task<QuarantinePage> FindAsync(QuarantineFilter filter, QuarantinePosition? after, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(limit, IQuarantineReader.MaxFound);
        using var answer = await quarantine.SearchAsync(
            json =>
            {
                json.WriteNumber("size", limit);
                json.WriteBoolean("track_total_hits", true);
                QuarantineQuery.Write(json, filter, after);
                QuarantineCauses.WriteExcerpts(json, "asc");
            },
            cancellation);
        List<QuarantinedRecord> records = [.. QuarantineIndices.ReadHits(answer.RootElement)];
        return new(records, answer.RootElement.GetProperty("hits").GetProperty("total").GetProperty("value").GetInt64() - records.Count);
    }

    public async Task<QuarantinedRecord?> ReadAsync(string id, CancellationToken cancellation)
    {
        using var answer = await quarantine.SearchAsync(
            json =>
            {
                json.WriteNumber("size", 1);
                QuarantineQuery.Write(json, new(Id: id));
            },
            cancellation);
        return QuarantineIndices.ReadHits(answer.RootElement).FirstOrDefault();
    }
}
