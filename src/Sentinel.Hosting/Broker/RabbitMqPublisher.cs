using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RabbitMQ.Client.Exceptions;
using Sentinel.Flows.Publishing;

namespace Sentinel.Hosting.Broker;

/// <summary>
/// Publishes to the broker, persistent, mandatory and confirmed. While the broker is away it tries again until the caller stops waiting;
/// a message sent twice that way carries the same id and counts once.
/// </summary>
internal sealed partial class RabbitMqPublisher(
    IOptions<RabbitMqOptions> options, FlowTopology topology, TimeProvider time, ILogger<RabbitMqPublisher> logger)
    : IFlowPublisher, IAsyncDisposable
{
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource ending = new();
    private readonly Lock begins = new();
    private Task<BrokerLink>? opening;
    private BrokerLink? link;
    private Refusal? refusal;
    private string? told;

    public async Task TakeAsync(ReadOnlyMemory<byte> body, string declaredId, CancellationToken cancellation)
    {
        for (var pause = ShortestPause; !await TryAsync(body, declaredId, cancellation); pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            await Task.Delay(pause * (0.5 + Random.Shared.NextDouble()), time, cancellation);
        }
    }

    /// <exception cref="IOException">No link to the broker is open, nor can be opened; the message names the setting.</exception>
    public async Task ReachAsync(CancellationToken cancellation)
    {
        try
        {
            await OpenAsync(cancellation);
        }
        catch (Exception failure)
        {
            throw new IOException(BrokerRefusal.Sentence(failure, options.Value), failure);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (ending.IsCancellationRequested) return;
        await ending.CancelAsync();
        if (Interlocked.Exchange(ref link, null) is { } left) await CloseAsync(left);
        ending.Dispose();
    }

    /// <summary>Whether the broker has the message.</summary>
    private async Task<bool> TryAsync(ReadOnlyMemory<byte> body, string declaredId, CancellationToken cancellation)
    {
        BrokerLink? used = null;
        try
        {
            used = await OpenAsync(cancellation);
            await used.PublishAsync(body, declaredId, cancellation);
            if (Interlocked.Exchange(ref told, null) is not null) Log.Back(logger);
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            var sentence = BrokerRefusal.Sentence(failure, options.Value);
            if (!string.Equals(Interlocked.Exchange(ref told, sentence), sentence, StringComparison.Ordinal)) Log.Away(logger, sentence);
            // A message that came back had no queue to go to: the next link declares it again.
            if (used is not null && failure is (PublishException or TimeoutException)) await DropAsync(used).WaitAsync(cancellation);
            return false;
        }
    }

    /// <summary>
    /// One opening for all who wait. The client ends a handshake with a broker that stands still in its own time, whoever cancels it: a caller stops
    /// waiting, and the link is there for the next, or refused to him.
    /// </summary>
    private Task<BrokerLink> OpenAsync(CancellationToken cancellation)
    {
        lock (begins)
        {
            if (Volatile.Read(ref link) is { IsOpen: true } open) return Task.FromResult(open);
            if (opening is null or { IsCompleted: true })
            {
                // Many messages wait for one link: what the last attempt met is all that the broker would tell each of them.
                if (refusal is { } recent && time.GetElapsedTime(recent.At) < recent.Pause) return Task.FromException<BrokerLink>(recent.Failure);
                var ended = ending.Token;
                opening = Task.Run(() => ConnectAsync(ended), ended);
            }

            return opening.WaitAsync(cancellation);
        }
    }

    private async Task<BrokerLink> ConnectAsync(CancellationToken ended)
    {
        try
        {
            if (Interlocked.Exchange(ref link, null) is { } broken) await CloseAsync(broken);
            var opened = await BrokerLink.OpenAsync(options.Value, topology, time, ended);
            refusal = null;
            Volatile.Write(ref link, opened);
            if (!ended.IsCancellationRequested) return opened;
            if (Interlocked.Exchange(ref link, null) is { } late) await CloseAsync(late);
            throw new OperationCanceledException(ended);
        }
        catch (Exception failure) when (!ended.IsCancellationRequested)
        {
            var pause = refusal is { } before ? before.Pause * 2 : ShortestPause;
            refusal = new(failure, time.GetTimestamp(), pause < LongestPause ? pause : LongestPause);
            throw;
        }
    }

    private Task DropAsync(BrokerLink used) =>
        Interlocked.CompareExchange(ref link, null, used) == used ? CloseAsync(used) : Task.CompletedTask;

    /// <summary>What a broken connection says while it is closed is of no use any more.</summary>
    private async Task CloseAsync(BrokerLink broken)
    {
        try
        {
            await broken.DisposeAsync().AsTask().WaitAsync(ClosePatience, time);
        }
        catch (Exception failure)
        {
            Log.NotClosed(logger, failure);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(6031, LogLevel.Warning, "The broker does not confirm; trying again with each message. {Sentence}")]
        public static partial void Away(ILogger logger, string sentence);

        [LoggerMessage(6033, LogLevel.Debug, "A broken connection to the broker did not close in order")]
        public static partial void NotClosed(ILogger logger, Exception failure);

        [LoggerMessage(6032, LogLevel.Information, "The broker confirms again")]
        public static partial void Back(ILogger logger);
    }

    /// <param name="Pause">Until the broker is asked again.</param>
    private sealed record Refusal(Exception Failure, long At, TimeSpan Pause);
}
