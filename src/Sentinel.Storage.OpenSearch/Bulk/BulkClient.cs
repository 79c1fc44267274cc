using System.Net;
using Sentinel.Storage.OpenSearch.Http;

namespace Sentinel.Storage.OpenSearch.Bulk;

/// <summary>Sends one bulk and judges every item of the answer.</summary>
internal sealed class BulkClient(EngineClient engine)
{
    /// <summary>Shards that are not there are waited for so long, and not for the engine's minute: rows of other days would wait with them.</summary>
    private const string Path =
        "_bulk?require_alias=true&timeout=10s&filter_path=items.*.status,items.*.result,items.*.error.type,items.*.error.reason";

    /// <param name="op"><c>index</c>, <c>create</c> or <c>delete</c>: of every item.</param>
    /// <param name="count">Items in the body.</param>
    /// <returns>An outcome an item, in their order.</returns>
    public async Task<RowOutcome[]> SendAsync(JsonBody body, string op, int count, CancellationToken cancellation)
    {
        var answer = await engine.SendAsync(HttpMethod.Post, Path, body, cancellation);
        if (answer.Status == HttpStatusCode.RequestEntityTooLarge) throw new WriteRefusedException(WriteRefusal.TooLarge, answer.Refusal());
        if (answer.Status == HttpStatusCode.BadRequest) throw new WriteRefusedException(WriteRefusal.BadRequest, answer.Refusal());
        using var document = answer.ReadSuccess();
        return BulkAnswer.Read(document.RootElement, op, count);
    }
}
