using System.Text;
using Sentinel.Testing;
using Sentinel.Testing.Servers;

namespace Sentinel.Ingestor.Tests.Answers;

/// <summary>The engine refuses a bulk as it stands: it is cut until the row is found that the engine will not take, and only that one goes to quarantine.</summary>
public sealed class RefusedRequestTests(EngineFixture engines) : AnsweringEngine(engines)
{
    private const int Bad = 37;

    private readonly Published message = Published.Of(Some.Batch(100, (flow, index) => (flow.SrcPort, flow.DstHost) = (index, index == Bad ? "bad" : "good")));

    [Theory]
    [InlineData(400, """{"error":{"type":"x_content_parse_exception","reason":"cannot read this"},"status":400}""", "cannot read this")]
    [InlineData(413, "", "413")]
    public async Task The_row_that_is_refused_alone_goes_to_quarantine_with_the_reason_and_its_neighbours_are_stored(int status, string body, string reason)
    {
        Proxy.Script = request => request.IsBulk && Holds(request, "\"dst_host\":\"bad\"") && Holds(request, "write-flows-")
            ? Task.FromResult<ProxiedAnswer?>(Says(status, body))
            : request.PassAsync();

        await TakeAsync([message]);

        var record = await IsStoredButAsync(message, Bad);
        Assert.Contains("\"dst_host\":\"bad\"", record.Record, StringComparison.Ordinal);
        Assert.Contains(reason, record.Reason, StringComparison.Ordinal);
    }

    private static bool Holds(ProxiedRequest request, string text) => request.Body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0 && !Quarantines(request);

    private static bool Quarantines(ProxiedRequest request) => request.Body.AsSpan().IndexOf("write-quarantine-flows-"u8) >= 0;
}
