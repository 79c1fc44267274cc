using Sentinel.Testing;
using Sentinel.Testing.Servers;

namespace Sentinel.Ingestor.Tests;

/// <summary>One OpenSearch for the tests that empty, block, stop or kill theirs: they run one after the other.</summary>
[CollectionDefinition(nameof(EngineFixture))]
public sealed class EngineFixture() : ServerFixture<OpenSearchNode>(() => new()), ICollectionFixture<EngineFixture>
{
    /// <summary>The engine, with nothing of ours in it.</summary>
    public async Task<OpenSearchNode> EmptyAsync(CancellationToken cancellation)
    {
        var node = await StartedAsync(cancellation);
        await node.MendAsync(cancellation);
        await Eventually.True(
            async () => (await node.SendAsync(HttpMethod.Delete, "flows-*,quarantine-flows-*,audit-flows-*,sentinel-*", null, cancellation))["acknowledged"]?.GetValue<bool>() == true,
            "the engine is emptied",
            cancellation);
        return node;
    }
}
