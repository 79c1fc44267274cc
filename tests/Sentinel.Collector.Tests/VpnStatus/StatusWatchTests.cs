using Sentinel.Collector.VpnStatus;
using Sentinel.Testing;

namespace Sentinel.Collector.Tests.VpnStatus;

public sealed class StatusWatchTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly Messages messages = new();
    private readonly StatusWatch watch;
    private int written;

    public StatusWatchTests()
    {
        var counter = new StatusCounter(new(folder.Path, Status), messages, server: null, TimeProvider.System);
        watch = new(new(Status, TimeProvider.System), counter);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Status => Path.Combine(folder.Path, "status.log");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task What_is_wrong_with_a_file_is_so_until_it_is_written_anew()
    {
        Write("bob,192.0.2.1:1,100,0,x\ncarol,192.0.2.2:1,many,0,x");
        Assert.Equal("1 of its sessions cannot be read", await LookAsync());
        Assert.Equal("1 of its sessions cannot be read", await LookAsync());

        Write("bob,192.0.2.1:1,130,0,x");
        Assert.Equal("", await LookAsync());
        Assert.Equal("", await LookAsync());
        Assert.Equal([100, 30], messages.SumsOfConfirmed());
    }

    [Fact]
    public async Task Whatever_fails_is_told_and_what_it_left_is_counted_at_the_next_look()
    {
        messages.Failure = new InvalidOperationException("nobody thought of that");
        Write("bob,192.0.2.1:1,100,0,x");
        Assert.Contains("nobody thought of that", await LookAsync(), StringComparison.Ordinal);

        messages.Failure = null;
        Assert.Equal("", await LookAsync());
        Assert.Equal([100], messages.SumsOfConfirmed());
    }

    [Fact]
    public async Task Who_stops_looking_is_told_nothing()
    {
        using var stopped = new CancellationTokenSource();
        await stopped.CancelAsync();
        Write("bob,192.0.2.1:1,100,0,x");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watch.LookAsync(stopped.Token));
    }

    private Task<string> LookAsync() => watch.LookAsync(Cancellation);

    private void Write(string sessions)
    {
        File.WriteAllText(Status, $"OpenVPN CLIENT LIST\nCommon Name,Real Address,Bytes Received,Bytes Sent,Connected Since\n{sessions}\nROUTING TABLE\nEND\n");
        File.SetLastWriteTimeUtc(Status, TimeProvider.System.GetUtcNow().UtcDateTime.AddMinutes(++written - 10));
    }
}
