using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Sentinel.Testing;
using Sentinel.Testing.Programs;

namespace Sentinel.Standalone.Tests;

/// <summary>Backups of the data folder, made by the commands of the documentation.</summary>
public sealed class BackupTests : IDisposable
{
    private static readonly TimeSpan End = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder data = new();
    private readonly TemporaryFolder backups = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Backup => Path.Combine(backups.Path, "sentinel");

    public void Dispose()
    {
        data.Dispose();
        backups.Dispose();
    }

    [Fact]
    public async Task The_folder_of_one_that_was_stopped_is_all_there_is_to_keep()
    {
        string token, flows, quarantine;
        await using (var running = await StandaloneProcess.StartAsync(data.Path, Cancellation))
        {
            foreach (var port in Enumerable.Range(0, 20)) await PostAsync(running, port);
            await PostAsync(running, 20, ahead: true);
            using var days = await running.Client.PutAsJsonAsync("/api/v1/flow-reports/retention", new { days = 30 }, Cancellation);
            Assert.True(days.IsSuccessStatusCode, await days.Content.ReadAsStringAsync(Cancellation));
            (token, flows, quarantine) = (running.Token, await FlowsAsync(running), await QuarantineAsync(running));
            await running.EndAsync(End, Cancellation);
        }

        await PasteAsync(@"^    cp -a (?<from>\S+) (?<to>\S+)$", new(StringComparer.Ordinal) { ["from"] = data.Path, ["to"] = Backup });
        await using var restored = await StandaloneProcess.StartAsync(Backup, Cancellation);
        Assert.Equal((token, flows, quarantine), (restored.Token, await FlowsAsync(restored), await QuarantineAsync(restored)));
        Assert.Equal(30, (await restored.GetAsync("/api/v1/flow-reports/retention", Cancellation)).GetProperty("result").GetProperty("days").GetInt32());

        foreach (var port in Enumerable.Range(10, 20)) await PostAsync(restored, port);
        Assert.Equal(30, (await restored.GetAsync("/api/v1/flows", Cancellation)).GetProperty("total").GetInt64());
    }

    [Fact]
    public async Task A_copy_made_while_it_stands_still_has_all_that_was_confirmed_before()
    {
        await using var running = await StandaloneProcess.StartAsync(data.Path, Cancellation);
        var (confirmed, isEnding) = (0, false);
        var posting = Task.Run(
            async () =>
            {
                for (var port = 0; !Volatile.Read(ref isEnding); port++)
                {
                    await PostAsync(running, port);
                    Volatile.Write(ref confirmed, port + 1);
                }
            },
            Cancellation);
        for (var copy = 1; copy <= 3; copy++)
        {
            var atLeast = Volatile.Read(ref confirmed) + 20;
            await Eventually.True(() => Volatile.Read(ref confirmed) >= atLeast, "flows are confirmed", Cancellation);
            var before = Volatile.Read(ref confirmed);
            await PasteAsync("(?s)^    kill -STOP.*kill -CONT .pid$", new(StringComparer.Ordinal), $"data='{data.Path}' backup='{Backup}{copy}' pid={running.Id}\n");
            await using var restored = await StandaloneProcess.StartAsync($"{Backup}{copy}", Cancellation);
            var total = (await restored.GetAsync("/api/v1/flows?limit=1", Cancellation)).GetProperty("total").GetInt64();
            Assert.InRange(total, before, before + 1_000_000);
            foreach (var port in Enumerable.Range(0, (int)total).TakeLast(3)) await PostAsync(restored, port);
            Assert.Equal(total, (await restored.GetAsync("/api/v1/flows?limit=1", Cancellation)).GetProperty("total").GetInt64());
        }

        Volatile.Write(ref isEnding, true);
        await posting;
        Assert.Equal(confirmed, (await running.GetAsync("/api/v1/flows?limit=1", Cancellation)).GetProperty("total").GetInt64());
    }

    /// <summary>A flow whose message is known by its port.</summary>
    private static async Task PostAsync(StandaloneProcess running, int port, bool ahead = false)
    {
        var noon = TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddHours(ahead ? 60 : -12);
        var lastSeen = new DateTimeOffset(noon, TimeSpan.Zero).ToUnixTimeMilliseconds();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/flows")
        {
            Content = JsonContent.Create(new { src_ip = "10.0.0.1", dst_ip = "192.0.2.1", src_port = port, bytes = 100, last_seen = lastSeen }),
            Headers = { { "Idempotency-Key", $"{port}" } },
        };
        using var answer = await running.Client.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
    }

    private static async Task<string> FlowsAsync(StandaloneProcess running) => (await running.GetAsync("/api/v1/flows?limit=100", Cancellation)).GetProperty("flows").GetRawText();

    private static async Task<string> QuarantineAsync(StandaloneProcess running) => (await running.GetAsync("/api/v1/quarantine", Cancellation)).GetRawText();

    /// <summary>Runs the lines of the page that the pattern finds, with the places that it names in place of the page's.</summary>
    private static async Task PasteAsync(string pattern, Dictionary<string, string> places, string before = "")
    {
        var match = Regex.Match(Page(), pattern, RegexOptions.Multiline | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));
        Assert.True(match.Success, pattern);
        var lines = places.Aggregate(match.Value, (text, place) => text.Replace(match.Groups[place.Key].Value, $"'{place.Value}'", StringComparison.Ordinal));
        using var shell = Process.Start(new ProcessStartInfo("bash", ["-ec", before + lines]))!;
        await shell.WaitForExitAsync(Cancellation);
        Assert.Equal(0, shell.ExitCode);
    }

    private static string Page()
    {
        using var page = new StreamReader(typeof(BackupTests).Assembly.GetManifestResourceStream("back-up-and-restore.md")!);
        return page.ReadToEnd();
    }
}
