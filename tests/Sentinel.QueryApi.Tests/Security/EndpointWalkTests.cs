using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Sentinel.QueryApi.Tests.Security;

/// <summary>Every endpoint with every kind of token. An endpoint that stands on neither list fails, so none is open by mistake.</summary>
public sealed partial class EndpointWalkTests
{
    private static readonly string[] Open = ["/api/v1/health", "/health/live", "/health/ready"];

    /// <summary>What tells of all flows together.</summary>
    private static readonly string[] WholeStore = ["/metrics"];

    private const string Filtered = "a filtered one";

    /// <summary>Paths of dialects whose errors have a shape of their own; each dialect's tests hold it.</summary>
    private static readonly string[] Foreign = ["/api/v1/flow-reports", "/v1/", "/api/v1/analytics", "/api/v1/stats", "/api/v1/clients", "/api/v1/certificates"];

    /// <summary>The scope that each needs; an empty one stands for any token.</summary>
    private static readonly Dictionary<string, string> Scopes = new(StringComparer.Ordinal)
    {
        ["GET /openapi/{documentName}.json"] = "",
        ["GET /metrics"] = "",
        ["GET /api/v1/flows"] = "flows:read",
        ["GET /api/v1/flows/top-talkers"] = "flows:read",
        ["GET /api/v1/flows/protocols"] = "flows:read",
        ["POST /api/v1/flows"] = "flows:write",
        ["GET /api/v1/exporters"] = "flows:read",
        ["GET /api/v1/flow-reports"] = "flows:read",
        ["GET /api/v1/flow-reports/stats"] = "flows:read",
        ["DELETE /api/v1/flow-reports"] = "admin",
        ["GET /api/v1/flow-reports/retention"] = "flows:read",
        ["PUT /api/v1/flow-reports/retention"] = "admin",
        ["GET /v1/{project_id}/cfw/logs/flow"] = "flows:read",
        ["GET /v1/{project_id}/cfw/logs/flow-statistic"] = "flows:read",
        ["GET /api/v1/analytics"] = "flows:read",
        ["GET /api/v1/stats"] = "flows:read",
        ["GET /api/v1/stats/system"] = "flows:read",
        ["GET /api/v1/stats/{common_name}"] = "flows:read",
        ["GET /api/v1/clients"] = "flows:read",
        ["GET /api/v1/certificates"] = "flows:read",
        ["POST /api/v1/tokens"] = "admin",
        ["GET /api/v1/tokens"] = "admin",
        ["DELETE /api/v1/tokens/{id}"] = "admin",
        ["GET /api/v1/audit"] = "admin",
        ["GET /api/v1/quarantine"] = "admin",
        ["GET /api/v1/quarantine/{id}"] = "admin",
        ["POST /api/v1/quarantine/resend"] = "admin",
        ["POST /api/v1/quarantine/{id}/resend"] = "admin",
        ["DELETE /api/v1/quarantine"] = "admin",
        ["DELETE /api/v1/quarantine/{id}"] = "admin",
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_endpoint_opens_to_its_scope_alone()
    {
        await using var host = await StartAsync();
        var endpoints = EndpointsOf(host).ToList();
        Assert.Equal(Scopes.Keys.Order(StringComparer.Ordinal), endpoints.Where(one => !IsOpen(one.Route)).Select(one => $"{one.Method} {one.Route}").Order(StringComparer.Ordinal));

        foreach (var (name, token, scope) in await TokensAsync(host))
        {
            using var client = token is null ? host.ClientWithoutToken() : host.ClientWith(token);
            foreach (var (method, route) in endpoints)
            {
                using var request = new HttpRequestMessage(new(method), ApiHost.Path(PathOf(route)));
                using var answer = await client.SendAsync(request, Cancellation);
                var what = $"{method} {route} with {name}: {(int)answer.StatusCode}";
                if (IsOpen(route)) Assert.True(answer.IsSuccessStatusCode, what);
                else if (string.Equals(name, Filtered, StringComparison.Ordinal) && WholeStore.Contains(route, StringComparer.Ordinal)) await RefusedAsync(answer, HttpStatusCode.Forbidden, route, token, what);
                else if (scope is null) await RefusedAsync(answer, HttpStatusCode.Unauthorized, route, token, what);
                else if (Scopes[$"{method} {route}"] is { Length: > 0 } needed && !string.Equals(needed, scope, StringComparison.Ordinal)) await RefusedAsync(answer, HttpStatusCode.Forbidden, route, token, what);
                else Assert.True(answer.StatusCode is not (HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) && (int)answer.StatusCode < 500, what);
            }
        }
    }

    [Fact]
    public async Task Each_endpoint_of_ours_refuses_a_parameter_it_does_not_know()
    {
        await using var host = await StartAsync();
        foreach (var (method, route) in EndpointsOf(host).Where(one => Scopes.GetValueOrDefault($"{one.Method} {one.Route}") is { Length: > 0 } && !IsForeign(one.Route)))
        {
            using var request = new HttpRequestMessage(new(method), ApiHost.Path($"{PathOf(route)}?typo=1"));
            using var answer = await host.Client.SendAsync(request, Cancellation);
            var problem = await Answers.ProblemAsync(answer, HttpStatusCode.BadRequest, Cancellation);
            Assert.True(problem["errors"]?["typo"] is not null, $"{method} {route}: {problem.ToJsonString()}");
        }
    }

    [Fact]
    public async Task The_document_says_which_scope_each_endpoint_needs()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        var document = await host.GetAsync("/openapi/v1.json", Cancellation);
        foreach (var (endpoint, scope) in Scopes.Where(one => one.Value.Length > 0))
        {
            var (method, route) = (endpoint.Split(' ')[0].ToLowerInvariant(), endpoint.Split(' ')[1]);
            Assert.Equal([scope], document["paths"]![route]![method]!["security"]![0]!["Bearer"]!.AsArray().Select(one => (string)one!), StringComparer.Ordinal);
        }
    }

    [Fact]
    public async Task No_endpoint_but_those_on_the_list_lets_strangers_in()
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        var open = host.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null)
            .Select(endpoint => endpoint.RoutePattern.RawText!);
        Assert.Empty(open.Except(Open, StringComparer.Ordinal));
    }

    [Fact]
    public async Task No_token_nor_hash_is_in_the_log()
    {
        await using var host = await StartAsync();
        foreach (var (_, token, _) in await TokensAsync(host))
        {
            if (token is null) continue;
            using var client = host.ClientWith(token);
            foreach (var (method, route) in EndpointsOf(host))
            {
                using var request = new HttpRequestMessage(new(method), ApiHost.Path(PathOf(route)));
                using var answer = await client.SendAsync(request, Cancellation);
            }

            var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(token)));
            Assert.DoesNotContain(host.Log.Entries, entry => entry.Text.Contains(token, StringComparison.Ordinal) || entry.Text.Contains(hash, StringComparison.OrdinalIgnoreCase));
        }
    }

    /// <summary>One that is not locked against so many wrong tokens.</summary>
    private static Task<ApiHost> StartAsync() =>
        ApiHost.StartAsync(ApiHost.Embedded, new(StringComparer.Ordinal) { ["Sentinel:Limits:FailedAuthentications"] = "100000" }, Cancellation);

    /// <summary>Each with the scope it has; null where it is no token, or none any more.</summary>
    private static async Task<IReadOnlyList<(string Name, string? Token, string? Scope)>> TokensAsync(ApiHost host)
    {
        var expired = await MakeAsync("\"scopes\":[\"flows:read\",\"flows:write\",\"admin\"],\"expires\":" + (host.Time.Now + 1));
        var revoked = await MakeAsync("\"scopes\":[\"flows:read\",\"flows:write\",\"admin\"]");
        using (await host.Client.DeleteAsync(ApiHost.Path($"/api/v1/tokens/{revoked.Id}"), Cancellation)) { }
        var reader = await MakeAsync("\"scopes\":[\"flows:read\"]");
        var writer = await MakeAsync("\"scopes\":[\"flows:write\"]");
        var admin = await MakeAsync("\"scopes\":[\"admin\"]");
        var filtered = await MakeAsync("\"scopes\":[\"flows:read\"],\"filter\":{\"exporter_ip\":\"10.0.0.1\"}");
        host.Time.Now += 1;
        return
        [
            ("no token", null, null), ("a bad one", "snt_bad", null), ("one of our form", QueryApi.Tokens.ApiToken.New(), null),
            ("an expired one", expired.Secret, null), ("a revoked one", revoked.Secret, null),
            ("one that reads", reader.Secret, "flows:read"), ("one that writes", writer.Secret, "flows:write"), ("an admin's", admin.Secret, "admin"),
            (Filtered, filtered.Secret, "flows:read"),
        ];

        async Task<(string Id, string Secret)> MakeAsync(string members)
        {
            var made = await host.MakeTokenAsync(members, Cancellation);
            return ((string)made["id"]!, (string)made["token"]!);
        }
    }

    private static async Task RefusedAsync(HttpResponseMessage answer, HttpStatusCode status, string route, string? token, string what)
    {
        Assert.True(answer.StatusCode == status, what);
        var problem = IsForeign(route) ? await answer.Content.ReadAsStringAsync(Cancellation) : (await Answers.ProblemAsync(answer, status, Cancellation)).ToJsonString();
        if (token is not null) Assert.DoesNotContain(token, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", problem, StringComparison.Ordinal);
    }

    private static IEnumerable<(string Method, string Route)> EndpointsOf(ApiHost host) =>
        from endpoint in host.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]
        select (method, $"/{endpoint.RoutePattern.RawText!.Trim('/')}");

    private static bool IsForeign(string route) => Foreign.Any(path => route.StartsWith(path, StringComparison.Ordinal));

    private static bool IsOpen(string route) => Open.Contains(route, StringComparer.Ordinal);

    private static string PathOf(string route) => Parameter().Replace(route.Replace("{documentName}", "v1", StringComparison.Ordinal), "0000000000000000");

    [GeneratedRegex(@"\{[^}]+\}", RegexOptions.None, 1000)]
    private static partial Regex Parameter();
}
