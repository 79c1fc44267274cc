using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Sentinel.Testing;
using Sentinel.Testing.Programs;

namespace Sentinel.Standalone.Tests;

/// <summary>The commands that ask a running Sentinel, as a person types them.</summary>
public sealed class CommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_token_is_made_by_the_owner_of_the_data_folder_listed_used_revoked_and_on_record()
    {
        await using var running = await StandaloneProcess.StartAsync(folder.Path, Cancellation);
        var made = await RunAsync(running, "token", "create", "--name", "exporter in Graz", "--scope", "flows:read", "--expires", "90d", "--filter", "exporter_ip=10.0.0.1");
        Assert.Equal(0, made.ExitCode);
        var token = made.Output.Trim();
        Assert.Matches("^snt_[0-9A-Za-z]{49}$", token);

        using var client = new HttpClient { BaseAddress = running.Client.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        Assert.Equal(HttpStatusCode.OK, await AskAsync(client));

        var list = await RunAsync(running, "token", "list");
        var line = Assert.Single(list.Output.Trim().Split('\n').Skip(1));
        Assert.Contains("exporter in Graz", line, StringComparison.Ordinal);
        Assert.Contains("""{"exporter_ip":"10.0.0.1"}""", line, StringComparison.Ordinal);
        Assert.DoesNotContain(token[4..20], list.Output, StringComparison.Ordinal);

        var id = line.Split(' ')[0];
        Assert.Equal(0, (await RunAsync(running, "token", "revoke", id)).ExitCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(client));
        var again = await RunAsync(running, "token", "revoke", id);
        Assert.Equal((1, "There is no token of this id (404)."), (again.ExitCode, again.Error.Trim()));

        var audit = JsonNode.Parse((await RunAsync(running, "audit", "--json")).Output)!["entries"]!.AsArray().Select(entry => (string)entry!["action"]!);
        Assert.Equal(["token.revoke", "token.create"], audit.Where(action => action.StartsWith("token.", StringComparison.Ordinal)), StringComparer.Ordinal);
    }

    [Fact]
    public async Task The_token_is_shown_to_no_proxy_that_the_environment_names()
    {
        await using var running = await StandaloneProcess.StartAsync(folder.Path, Cancellation);
        var list = await ProgramProcess.RunAsync(
            "Sentinel.Standalone", ["token", "list", "--data", folder.Path, "--url", running.Client.BaseAddress!.ToString()], Cancellation, ("http_proxy", "http://127.0.0.1:1"));
        Assert.Equal((0, ""), (list.ExitCode, list.Error));
    }

    [Fact]
    public async Task What_lies_in_quarantine_is_listed_shown_sent_again_and_purged()
    {
        await using var running = await StandaloneProcess.StartAsync(folder.Path, Cancellation);
        foreach (var hours in new[] { 2, 3 })
        {
            var ahead = TimeProvider.System.GetUtcNow().AddHours(hours).ToUnixTimeMilliseconds();
            using var answer = await running.Client.PostAsJsonAsync("/api/v1/flows", new { src_ip = "10.0.0.1", dst_ip = "192.0.2.1", last_seen = ahead }, Cancellation);
            Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        }

        var list = await RunAsync(running, "quarantine", "list");
        Assert.Contains("ahead  2", list.Output, StringComparison.Ordinal);
        var id = list.Output.Trim().Split('\n')[^1].Split(' ')[0];
        Assert.Contains("10.0.0.1", (await RunAsync(running, "quarantine", "show", id)).Output, StringComparison.Ordinal);
        // Their time has not come: they stay.
        Assert.Equal("1 records are sent again, 0 are left to look at.", (await RunAsync(running, "quarantine", "resend", id)).Output.Trim());
        Assert.Equal("2 records are sent again, 0 are left to look at.", (await RunAsync(running, "quarantine", "resend", "--cause", "ahead")).Output.Trim());
        Assert.Equal(0, (await RunAsync(running, "quarantine", "purge", id)).ExitCode);
        Assert.Equal(1, (await RunAsync(running, "quarantine", "purge")).ExitCode);
        Assert.Equal("1 records are purged.", (await RunAsync(running, "quarantine", "purge", "--cause", "any")).Output.Trim());
        var gone = await RunAsync(running, "quarantine", "show", id);
        Assert.Equal((1, "No record of this id lies in quarantine (404)."), (gone.ExitCode, gone.Error.Trim()));
    }

    [Fact]
    public async Task What_cannot_be_done_is_told_in_a_sentence()
    {
        await using var running = await StandaloneProcess.StartAsync(folder.Path, Cancellation);
        foreach (var (arguments, sentence) in new (string[], string)[]
        {
            (["token", "create", "--name", "a", "--scope", "root", "--filter", "tenant=x"],
                "scopes must be a list of one or more of flows:read, flows:write, admin; filter.tenant is no field that can be filtered by (400)."),
            (["token", "create", "--name", "a", "--scope", "admin", "--expires", "soon"], "--expires must be days such as 90d or a time such as 2027-01-31T00:00:00Z, not 'soon'."),
            (["token", "list", "--token", "wrong"], $"{running.Client.BaseAddress} does not know the token: give another by --token."),
        })
        {
            var (exitCode, _, error) = await RunAsync(running, arguments);
            Assert.Equal((1, sentence), (exitCode, error.Trim()));
        }
    }

    [Fact]
    public async Task Nobody_there_and_no_token_are_sentences()
    {
        var nobody = await StandaloneProcess.RunAsync(["token", "list", "--url", "http://127.0.0.1:1", "--token", "x"], Cancellation);
        Assert.Equal(1, nobody.ExitCode);
        Assert.StartsWith("http://127.0.0.1:1/ cannot be asked: ", Assert.Single(nobody.Error.Trim().Split('\n')), StringComparison.Ordinal);

        var without = await StandaloneProcess.RunAsync(["token", "list", "--data", folder.Path], Cancellation);
        Assert.Equal(1, without.ExitCode);
        Assert.StartsWith("There is no token: ", Assert.Single(without.Error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help", "check", "token", "quarantine", "audit", "copy")]
    [InlineData("quarantine --help", "list", "show", "resend", "purge")]
    [InlineData("token --help", "create", "list", "revoke")]
    [InlineData("token create --help", "--name", "--scope", "--expires", "--filter", "--url", "--token", "--json")]
    public async Task Help_names_what_can_be_said(string arguments, params string[] named)
    {
        var (exitCode, output, _) = await StandaloneProcess.RunAsync(arguments.Split(' '), Cancellation);
        Assert.Equal(0, exitCode);
        Assert.All(named, name => Assert.Contains(name, output, StringComparison.Ordinal));
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient client)
    {
        using var answer = await client.GetAsync(new Uri("/api/v1/flows", UriKind.Relative), Cancellation);
        return answer.StatusCode;
    }

    private Task<(int ExitCode, string Output, string Error)> RunAsync(StandaloneProcess running, params string[] arguments) =>
        StandaloneProcess.RunAsync([.. arguments, "--data", folder.Path, "--url", running.Client.BaseAddress!.ToString()], Cancellation);
}
