using System.Collections.Concurrent;
using System.IO.Compression;
using Microsoft.Extensions.DependencyInjection;
using Sentinel.Testing;
using Sentinel.Testing.Servers;

namespace Sentinel.Storage.OpenSearch.Tests.Bulk;

/// <summary>Over a network bulks travel packed, on one machine as they are: packing costs more than copying there.</summary>
public sealed class PackingTests(Engine engine)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.2", false)]
    [InlineData("[::ffff:127.0.0.2]", true)] // a name of the same address that is not taken for this machine's own
    public async Task A_bulk_is_packed_for_a_node_elsewhere_and_the_engine_reads_it(string host, bool packs)
    {
        await using var proxy = await NodeProxy.StartAsync(await engine.UrlAsync(Cancellation), "127.0.0.2");
        var bulks = new ConcurrentQueue<ProxiedRequest>();
        proxy.Script = request =>
        {
            if (request.IsBulk) bulks.Enqueue(request);
            return request.PassAsync();
        };
        await using var store = Engine.Store(new UriBuilder(proxy.Url) { Host = host }.Uri);
        var rows = Some.Rows(500);
        await store.GetRequiredService<IFlowDays>().OpenAsync(Some.Day, Cancellation);

        var outcomes = await store.GetRequiredService<IFlowWriter>().WriteAsync(rows, Cancellation);

        Assert.All(outcomes, outcome => Assert.Equal(RowStatus.Stored, outcome.Status));
        var bulk = Assert.Single(bulks);
        Assert.Equal(packs ? "gzip" : "", bulk.ContentEncoding);
        Assert.Equal(1_000, Lines(bulk.Body, packs));
    }

    private static int Lines(byte[] body, bool packed)
    {
        if (!packed) return body.AsSpan().Count((byte)'\n');
        using var unpacked = new MemoryStream();
        using (var gzip = new GZipStream(new MemoryStream(body), CompressionMode.Decompress)) gzip.CopyTo(unpacked);
        return unpacked.ToArray().AsSpan().Count((byte)'\n');
    }
}
