using System.Collections.Concurrent;
using System.Net;
using Sentinel.Conservation.Tests.Judging;
using Sentinel.Conservation.Tests.Publishing;

namespace Sentinel.Conservation.Tests.Embedded;

/// <summary>Several clients that post at once; what was not answered is posted again later, blindly, or given up.</summary>
internal sealed class Clients(PostSource source, Ledger ledger, int seed)
{
    private const int AtOnce = 6;

    private readonly ConcurrentQueue<Post> unanswered = [];
    private readonly Random random = new(seed);
    private int refused;

    /// <summary>How often the answer was 503.</summary>
    public int Refused => Volatile.Read(ref refused);

    /// <summary>Posts until nobody answers any more, or the token says so.</summary>
    public Task PostAsync(HttpClient server, CancellationToken until) => RunAsync(server, () => unanswered.TryDequeue(out var again) ? again : source.Next(), until);

    /// <summary>Posts what was not answered, until it is.</summary>
    public async Task PostUnansweredAsync(HttpClient server, CancellationToken cancellation)
    {
        while (!unanswered.IsEmpty && !cancellation.IsCancellationRequested)
            await RunAsync(server, () => unanswered.TryDequeue(out var again) ? again : null, cancellation);
        cancellation.ThrowIfCancellationRequested();
    }

    private Task RunAsync(HttpClient server, Func<Post?> next, CancellationToken until) => Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
    {
        while (!until.IsCancellationRequested && next() is { } post)
        {
            if (!await TryPostAsync(server, post)) return;
        }
    }));

    /// <summary>False where nobody answers.</summary>
    private async Task<bool> TryPostAsync(HttpClient server, Post post)
    {
        try
        {
            using var request = post.Request();
            using var answer = await server.SendAsync(request);
            if (answer.StatusCode == HttpStatusCode.Accepted)
            {
                foreach (var part in post.Parts()) ledger.Confirm(part);
                return true;
            }

            Assert.True(answer.StatusCode == HttpStatusCode.ServiceUnavailable, $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}");
            Interlocked.Increment(ref refused);
            unanswered.Enqueue(post);
            return true;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or OperationCanceledException)
        {
            if (IsGivenUp()) foreach (var part in post.Parts()) ledger.GiveUp(part);
            else unanswered.Enqueue(post);
            return false;
        }
    }

    private bool IsGivenUp()
    {
        lock (random) return random.Next(4) == 0;
    }
}
