using System.Diagnostics;

namespace Sentinel.Storage.Tests.Stores;

/// <summary>Counts the searches that are sent from where it is made until it is disposed, and none that other tests send meanwhile.</summary>
public sealed class SearchCount : IDisposable
{
    private readonly Activity asking = new Activity("asking").Start();
    private readonly ActivityListener listener;
    private int searches;

    public SearchCount()
    {
        listener = new()
        {
            ShouldListenTo = source => source.Name is "System.Net.Http",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = Count,
        };
        ActivitySource.AddActivityListener(listener);
    }

    public int Searches => Volatile.Read(ref searches);

    public void Dispose()
    {
        listener.Dispose();
        asking.Dispose();
    }

    private void Count(Activity request)
    {
        if (request.TraceId == asking.TraceId && request.GetTagItem("url.full") is string url && url.Contains("/_search", StringComparison.Ordinal))
            Interlocked.Increment(ref searches);
    }
}
