using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Sentinel.QueryApi.Publishing;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests.Publishing;

public sealed class BodyRoomTests
{
    private const int Block = 64 * 1024 * 1024;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void What_is_held_is_bounded_and_given_back()
    {
        using var room = new BodyRoom();
        using var first = room.Enter();
        for (long taken = 0; taken < BodyRoom.Bytes; taken += Block) Assert.True(first.TryGrow(Block));

        using (var second = room.Enter()) Assert.False(second.TryGrow(1));
        first.Dispose();
        using var third = room.Enter();
        Assert.True(third.TryGrow(Block));
    }

    [Fact]
    public async Task Slow_senders_hold_no_other_up()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        List<TcpClient> slow = [];
        try
        {
            for (var count = 0; count < 64; count++) slow.Add(await BeginAsync(host.Client.BaseAddress!));
            using var answer = await host.PublishAsync($"[{Bodies.Flow()}]", Cancellation).WaitAsync(TimeSpan.FromSeconds(20), Cancellation);
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        }
        finally
        {
            slow.ForEach(client => client.Dispose());
        }
    }

    [Fact]
    public async Task A_body_that_does_not_arrive_in_time_is_given_up()
    {
        var time = new ManualTime();
        await using var host = await ApiHost.StartAsync(
            (services, configuration) =>
            {
                ApiHost.Embedded(services, configuration);
                services.AddSingleton<TimeProvider>(time);
            },
            [],
            Cancellation);
        using var slow = await BeginAsync(host.Client.BaseAddress!);
        using var reader = new StreamReader(slow.GetStream());
        var answer = reader.ReadToEndAsync(Cancellation);
        await Eventually.True(
            () =>
            {
                time.Advance(PublishedBody.Patience);
                return answer.IsCompleted;
            },
            "it is answered", Cancellation);
        Assert.StartsWith("HTTP/1.1 408 Request Timeout", await answer, StringComparison.Ordinal);
        Assert.Contains("did not arrive within 2 minutes", await answer, StringComparison.Ordinal);
    }

    /// <summary>Sends a request's head and one of a hundred bytes.</summary>
    private static async Task<TcpClient> BeginAsync(Uri api)
    {
        var client = new TcpClient();
        await client.ConnectAsync(api.Host, api.Port, Cancellation);
        await client.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes($"POST /api/v1/flows HTTP/1.1\r\nHost: {api.Authority}\r\nAuthorization: Bearer {ApiHost.Token}\r\nContent-Length: 100\r\n\r\n["), Cancellation);
        return client;
    }
}
