using System.Text;
using System.Text.Json.Nodes;
using Sentinel.Testing;
using Sentinel.Testing.Servers;

namespace Sentinel.Ingestor.Tests.Answers;

/// <summary>Nothing is known of the rows of a bulk: all of them are sent again, with no last attempt, and counted once.</summary>
public sealed class NoAnswerTests(EngineFixture engines) : AnsweringEngine(engines)
{
    private const int Faults = 3;

    protected override int Haste => 60;

    /// <summary>A request is given up after five seconds.</summary>
    protected override (string Name, string Value)[] Settings => [("Sentinel:Storage:OpenSearch:RequestTimeout", "5m")];

    [Theory]
    [InlineData("reset")]
    [InlineData("408")]
    [InlineData("429")]
    [InlineData("500")]
    [InlineData("502 of something between us")]
    [InlineData("503")]
    [InlineData("a page of something between us")]
    [InlineData("silence")]
    public async Task What_the_engine_did_not_get_is_sent_again(string fault)
    {
        await TakeThroughAsync(async request => fault switch
        {
            "reset" => null,
            "408" => Says(408),
            "429" => Says(429, """{"error":{"type":"circuit_breaking_exception","reason":"too much data"}}"""),
            "500" => Says(500),
            "502 of something between us" => Says(502, "<html>bad gateway</html>"),
            "503" => Says(503, """{"error":{"type":"cluster_manager_not_discovered_exception","reason":"none"}}"""),
            "a page of something between us" => Says(200, "<html>please sign in</html>"),
            _ => await SilenceAsync(request),
        });

        Assert.Equal(0, Ingestor.Counted("sentinel.ingest.duplicates"));
    }

    [Theory]
    [InlineData("dropped")]
    [InlineData("fewer items")]
    [InlineData("truncated")]
    [InlineData("empty")]
    [InlineData("500")]
    [InlineData("silence")]
    public async Task What_the_engine_has_and_did_not_say_is_sent_again_and_counts_once(string fault)
    {
        await TakeThroughAsync(async request =>
        {
            var answer = (await request.PassAsync())!;
            return fault switch
            {
                "dropped" => null,
                "fewer items" => answer with { Body = WithoutLastItem(answer.Body) },
                "truncated" => answer with { Body = answer.Body[..^10] },
                "empty" => answer with { Body = [] },
                "500" => Says(500),
                _ => await SilenceAsync(request),
            };
        });

        Assert.NotEqual(0, Ingestor.Counted("sentinel.ingest.duplicates"));
    }

    [Fact]
    public async Task A_node_that_is_killed_is_waited_for()
    {
        var messages = Messages(6);
        await TakeAsync(messages.Take(2));
        await Engine.KillAsync();

        var taking = TakeAsync(messages.Skip(2));
        await RetriesAsync(5);
        Assert.False(taking.IsCompleted);
        await Engine.StartAsync(Cancellation);
        await taking;

        await AreStoredAsync(messages);
    }

    [Fact]
    public async Task A_node_that_stands_still_is_waited_for()
    {
        var messages = Messages(6);
        await TakeAsync(messages.Take(2));
        await Engine.SuspendAsync();

        var taking = TakeAsync(messages.Skip(2));
        await RetriesAsync(2);
        Assert.False(taking.IsCompleted);
        await Engine.ResumeAsync();
        await taking;

        await AreStoredAsync(messages);
    }

    /// <summary>A day's first bulk finds no index; the next ones meet the fault.</summary>
    private async Task TakeThroughAsync(Func<ProxiedRequest, Task<ProxiedAnswer?>> fault)
    {
        var messages = Messages(8);
        await TakeAsync(messages.Take(1));
        var faults = 0;
        Proxy.Script = request => request.IsBulk && Interlocked.Increment(ref faults) <= Faults ? fault(request) : request.PassAsync();

        await TakeAsync(messages.Skip(1));

        Assert.True(faults > Faults, $"{faults} bulks were sent");
        await AreStoredAsync(messages);
    }

    private Task RetriesAsync(int more)
    {
        var until = Ingestor.Counted("sentinel.ingest.retries") + more;
        return Eventually.True(() => Ingestor.Counted("sentinel.ingest.retries") >= until, $"it is tried {more} times more", Cancellation);
    }

    private static async Task<ProxiedAnswer?> SilenceAsync(ProxiedRequest request)
    {
        var gone = new TaskCompletionSource();
        await using var registration = request.Gone.Register(gone.SetResult);
        await gone.Task;
        return null;
    }

    private static byte[] WithoutLastItem(byte[] body)
    {
        var answer = JsonNode.Parse(body)!;
        var items = answer["items"]!.AsArray();
        items.RemoveAt(items.Count - 1);
        return Encoding.UTF8.GetBytes(answer.ToJsonString());
    }
}
