using Sentinel.QueryApi.Tests.Documenting;

namespace Sentinel.QueryApi.Tests.Health;

public sealed class HealthEndpointTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_example_of_the_document_is_answered_as_it_shows()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        Assert.Equal(1, await ShownExamples.SendAsync(host, "Health", Cancellation));
    }
}
