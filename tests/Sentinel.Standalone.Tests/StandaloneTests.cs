using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Sentinel.Testing;
using Sentinel.Testing.Programs;

namespace Sentinel.Standalone.Tests;

public sealed class StandaloneTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_demo_answers_the_lines_it_prints_and_a_second_start_adds_nothing_twice()
    {
        var hourAgo = Now() - 3_600_000;
        var settled = $"/api/v1/flows?from={hourAgo - (6 * 3_600_000)}&to={hourAgo}&limit=1&sort=bytes";

        string first;
        await using (var demo = await StandaloneProcess.StartAsync(folder.Path, Cancellation, demo: true))
        {
            Assert.Equal(3, demo.CurlLines.Count);
            foreach (var line in demo.CurlLines)
            {
                var answer = JsonDocument.Parse(await PasteAsync(line)).RootElement;
                var list = answer.ValueKind == JsonValueKind.Array ? answer : answer.GetProperty("flows");
                Assert.InRange(list.GetArrayLength(), 3, 300);
                Assert.All(list.EnumerateArray(), entry => Assert.True(entry.GetProperty("bytes").GetInt64() > 0));
            }

            first = (await demo.GetAsync(settled, Cancellation)).GetRawText();
        }

        await using var again = await StandaloneProcess.StartAsync(folder.Path, Cancellation, demo: true);
        Assert.Equal(first, (await again.GetAsync(settled, Cancellation)).GetRawText());
    }

    [Fact]
    public async Task What_was_confirmed_is_there_after_SIGKILL()
    {
        const int Posted = 40;
        await using (var running = await StandaloneProcess.StartAsync(folder.Path, Cancellation))
        {
            for (var count = 0; count < Posted; count++)
            {
                using var answer = await running.Client.PostAsJsonAsync(
                    "/api/v1/flows", new { src_ip = "10.0.0.1", dst_ip = "192.0.2.1", src_port = count, bytes = 100, last_seen = Now() }, Cancellation);
                Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
            }

            await running.KillAsync();
        }

        await using var restarted = await StandaloneProcess.StartAsync(folder.Path, Cancellation);
        var page = await restarted.GetAsync("/api/v1/flows", Cancellation);
        Assert.Equal(Posted, page.GetProperty("total").GetInt64());
        Assert.Equal(Enumerable.Range(0, Posted), page.GetProperty("flows").EnumerateArray().Select(flow => flow.GetProperty("src_port").GetInt32()).Order());
    }

    [Fact]
    public async Task The_token_is_made_once_and_readable_by_its_owner_alone()
    {
        string token;
        await using (var first = await StandaloneProcess.StartAsync(folder.Path, Cancellation)) token = first.Token;
        await using var second = await StandaloneProcess.StartAsync(folder.Path, Cancellation);

        Assert.Matches("^snt_[0-9A-Za-z]{49}$", token);
        Assert.Equal(token, second.Token);
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder.Path, "token")));
    }

    [Fact]
    public async Task An_empty_token_that_others_could_read_is_made_anew_for_its_owner_alone()
    {
        var file = Path.Combine(folder.Path, "token");
        await File.WriteAllTextAsync(file, "", Cancellation);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        var token = OwnToken.ReadOrMake(folder.Path);

        Assert.Equal($"{token}\n", await File.ReadAllTextAsync(file, Cancellation));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public void A_kept_token_that_others_could_read_is_its_owners_alone_from_then_on()
    {
        var token = OwnToken.ReadOrMake(folder.Path);
        var file = Path.Combine(folder.Path, "token");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        Assert.Equal(token, OwnToken.ReadOrMake(folder.Path));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public void Every_folder_that_is_made_is_its_owners_alone()
    {
        var data = Path.Combine(folder.Path, "data");
        OwnToken.ReadOrMake(Path.Combine(data, "demo"));
        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        foreach (var made in new[] { data, Path.Combine(data, "demo") })
        {
            if (!OperatingSystem.IsWindows()) Assert.Equal(OwnerOnly, File.GetUnixFileMode(made));
        }
    }

    [Fact]
    public async Task Two_stores_at_once_are_refused_in_one_sentence()
    {
        var (exitCode, _, error) = await StandaloneProcess.RunAsync(
            ["--data", folder.Path], Cancellation,
            ("Sentinel__Storage__Engine", "Embedded"), ("Sentinel__Storage__OpenSearch__Urls", "http://127.0.0.1:9"));

        Assert.Equal(1, exitCode);
        Assert.Equal("Sentinel:Storage:Engine must not be Embedded while Sentinel:Storage:OpenSearch:Urls is set: choose one of the two.", error.Trim());
    }

    [Fact]
    public async Task A_second_process_on_the_same_folder_is_refused_in_one_sentence()
    {
        await using var owner = await StandaloneProcess.StartAsync(folder.Path, Cancellation);

        var (exitCode, _, error) = await StandaloneProcess.RunAsync(["--data", folder.Path, "--url", "http://127.0.0.1:0"], Cancellation);

        Assert.Equal(1, exitCode);
        Assert.Single(error.Trim().Split('\n'));
        Assert.Contains(folder.Path, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_every_option()
    {
        var (exitCode, output, _) = await StandaloneProcess.RunAsync(["--help"], Cancellation);

        Assert.Equal(0, exitCode);
        Assert.All(["--demo", "--data", "--url"], option => Assert.Contains(option, output, StringComparison.Ordinal));
    }

    private static long Now() => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>What a shell makes of the line.</summary>
    private static async Task<string> PasteAsync(string line)
    {
        var start = new ProcessStartInfo("sh") { RedirectStandardOutput = true, UseShellExecute = false };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(line.Replace("curl ", "curl -sf ", StringComparison.Ordinal));
        using var shell = Process.Start(start)!;
        var answer = await shell.StandardOutput.ReadToEndAsync(Cancellation);
        await shell.WaitForExitAsync(Cancellation);
        Assert.Equal(0, shell.ExitCode);
        return answer;
    }
}
