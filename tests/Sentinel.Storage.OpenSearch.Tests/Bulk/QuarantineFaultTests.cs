using Microsoft.Extensions.DependencyInjection;
using Sentinel.Storage.OpenSearch.Tests.Http;

namespace Sentinel.Storage.OpenSearch.Tests.Bulk;

public sealed class QuarantineFaultTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(413, "", WriteRefusal.TooLarge)]
    [InlineData(400, "", WriteRefusal.BadRequest)]
    [InlineData(200, """{"items":[{"index":{"status":201}},{"index":{"status":400,"error":{"type":"mapper_parsing_exception"}}}]}""", WriteRefusal.BadRequest)]
    [InlineData(200, """{"items":[{"index":{"status":429}},{"index":{"status":400,"error":{"type":"mapper_parsing_exception"}}}]}""", WriteRefusal.BadRequest)]
    public async Task What_will_never_be_taken_is_not_to_be_sent_again(int status, string body, WriteRefusal refusal) =>
        Assert.Equal(refusal, (await Assert.ThrowsAsync<WriteRefusedException>(() => AddAsync(status, body))).Refusal);

    [Theory]
    [InlineData(429, "")]
    [InlineData(200, """{"items":[{"index":{"status":201}},{"index":{"status":429}}]}""")]
    public async Task What_is_not_taken_now_is_sent_again(int status, string body) =>
        await Assert.ThrowsAsync<StoreUnavailableException>(() => AddAsync(status, body));

    private static async Task AddAsync(int status, string body)
    {
        await using var node = await FakeNode.StartAsync(path => path.EndsWith("_bulk", StringComparison.Ordinal) ? (status, body) : (200, """{"docs":[{"found":false},{"found":false}]}"""));
        await using var store = Engine.Store(node.Url);
        QuarantinedRecord[] records = [Record("one"), Record("two")];
        await store.GetRequiredService<IQuarantine>().AddAsync(records, Cancellation);
    }

    private static QuarantinedRecord Record(string id) => new(id, RefusalCause.Shape, "why", "text", null, DateTimeOffset.UnixEpoch, null);
}
