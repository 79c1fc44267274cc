using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Sentinel.QueryApi.Flows;
using Sentinel.QueryApi.Requests;
using Sentinel.QueryApi.Security;
using Sentinel.Testing;

namespace Sentinel.QueryApi.Tests.Documenting;

public sealed class ApiDocumentTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_document_is_the_one_reviewed()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        var document = (await host.Client.GetStringAsync(ApiHost.Path("/openapi/v1.json"), Cancellation)).ReplaceLineEndings("\n") + "\n";
        var file = DocsFolder.File("reference", "openapi.json");
        if (Environment.GetEnvironmentVariable("SENTINEL_UPDATE_SNAPSHOTS") is { Length: > 0 }) await File.WriteAllTextAsync(file, document, Cancellation);

        Assert.True(
            string.Equals(await File.ReadAllTextAsync(file, Cancellation), document, StringComparison.Ordinal),
            "docs/reference/openapi.json is not what the API says: run this test with SENTINEL_UPDATE_SNAPSHOTS=1 and review the difference");
    }

    [Fact]
    public async Task It_shows_every_parameter_and_every_answer()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        var document = await host.GetAsync("/openapi/v1.json", Cancellation);
        foreach (var (path, parameters) in new (string, IReadOnlyList<QueryParameter>)[]
        {
            ("/api/v1/flows", FlowParameters.OfFind), ("/api/v1/flows/top-talkers", FlowParameters.OfTopTalkers), ("/api/v1/flows/protocols", FlowParameters.OfProtocols),
        })
        {
            var operation = document["paths"]![path]!["get"]!;
            Assert.Equal(parameters.Select(parameter => parameter.Name), operation["parameters"]!.AsArray().Select(parameter => parameter!["name"]!.GetValue<string>()), StringComparer.Ordinal);
            Assert.Equal(["200", "400", "401", "403", "429", "503"], Statuses(operation), StringComparer.Ordinal);
        }

        foreach (var (path, method, statuses) in new (string, string, string[])[]
        {
            ("", "get", ["200"]), ("", "delete", ["200"]), ("/{id}", "get", ["200", "404"]), ("/{id}", "delete", ["204", "404"]),
            ("/{id}/resend", "post", ["202", "404", "409"]), ("/resend", "post", ["202", "413"]),
        })
        {
            var operation = document["paths"]![$"/api/v1/quarantine{path}"]![method]!;
            Assert.Equal(((string[])["400", "401", "403", "429", "503", .. statuses]).Order(StringComparer.Ordinal), Statuses(operation), StringComparer.Ordinal);
        }

        Assert.Equal(["202", "400", "401", "403", "408", "413", "415", "429", "503"], Statuses(document["paths"]!["/api/v1/flows"]!["post"]!), StringComparer.Ordinal);
    }

    [Fact]
    public async Task It_shows_of_every_operation_the_failures_that_its_dialect_answers()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        var document = await host.GetAsync("/openapi/v1.json", Cancellation);
        var dialects = host.App.Services.GetServices<IDialect>().ToList();
        foreach (var (path, operations) in document["paths"]!.AsObject().Where(path => path.Key is not "/api/v1/health"))
        {
            var failures = await FailuresAsync(dialects.Find(dialect => dialect.Owns(path)), host.App.Services);
            foreach (var (method, operation) in operations!.AsObject())
                Assert.True(failures.SequenceEqual(Statuses(operation!).Intersect(["401", "403", "429", "500", "503"], StringComparer.Ordinal), StringComparer.Ordinal), $"{method} {path}");
        }
    }

    [Fact]
    public async Task It_shows_an_example_of_every_body()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        var document = await host.GetAsync("/openapi/v1.json", Cancellation);
        var operations = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(operation => operation.Value!).ToList();
        foreach (var operation in operations)
        {
            var sent = operation["requestBody"]?["content"]?["application/json"];
            Assert.True(sent is null || sent["example"] is not null, $"{operation["operationId"]} shows no body");
            foreach (var (status, answer) in operation["responses"]!.AsObject().Where(response => response.Key.StartsWith('2')))
                Assert.True(answer!["content"] is null || answer["content"]!["application/json"]!["examples"] is JsonObject { Count: > 0 }, $"{operation["operationId"]} shows no answer with {status}");
        }

        // The examples of each of these are sent by a test beside those of its endpoints.
        Assert.Equal(
            ["Audit", "Exporters", "Firewall", "Flow reports", "Flows", "Health", "Quarantine", "Tokens", "VPN"],
            operations.Select(operation => (string)operation["tags"]![0]!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    /// <summary>The statuses with which requests are refused before a handler or instead of one, as the dialect has them.</summary>
    private static async Task<IReadOnlyList<string>> FailuresAsync(IDialect? dialect, IServiceProvider services)
    {
        var failures = new List<string>();
        foreach (var status in new[] { 401, 403, 429, 503 })
        {
            var context = new DefaultHttpContext { RequestServices = services };
            context.Response.StatusCode = status;
            if (dialect is not null) await dialect.WriteErrorAsync(context, "some");
            failures.Add(context.Response.StatusCode.ToString(CultureInfo.InvariantCulture));
        }

        failures.Sort(StringComparer.Ordinal);
        return failures;
    }

    private static IEnumerable<string> Statuses(JsonNode operation) => operation["responses"]!.AsObject().Select(response => response.Key).Order(StringComparer.Ordinal);
}
