using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Sentinel.Standalone.Commands;

/// <summary><c>sentinel token create|list|revoke</c>.</summary>
internal static class TokenCommand
{
    private const string Path = "/api/v1/tokens";

    private static readonly Option<string> Name = new("--name") { Description = "What it is for, such as 'exporter in Graz'.", Required = true };

    private static readonly Option<string[]> Scope = new("--scope")
    {
        Description = "What it may do: flows:read, flows:write or admin; may be given several times.", Required = true, AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string?> Expires = new("--expires") { Description = "When it ends: days from now such as 90d, or a time such as 2027-01-31T00:00:00Z. Default: never." };

    private static readonly Option<string[]> Filter = new("--filter")
    {
        Description = "All that it reads has this value: FIELD=VALUE, such as exporter_ip=10.0.0.1; may be given several times.", AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Argument<string> Id = new("id") { Description = "As token list says it." };

    public static Command Make(Func<Func<Task>, Task<int>> run)
    {
        var create = new Command("create", "Make a token and print it; it is shown nowhere again.") { Name, Scope, Expires, Filter };
        create.SetAction((command, cancellation) => run(() => CreateAsync(command, cancellation)));
        var list = new Command("list", "All tokens, never a secret.");
        list.SetAction((command, cancellation) => run(() => ListAsync(command, cancellation)));
        var revoke = new Command("revoke", "Revoke a token, in every process within 30 s.") { Id };
        revoke.SetAction((command, cancellation) => run(() => RevokeAsync(command, cancellation)));
        return new("token", "Make, list and revoke tokens of a running Sentinel.") { create, list, revoke };
    }

    private static async Task CreateAsync(ParseResult command, CancellationToken cancellation)
    {
        var body = new JsonObject
        {
            ["name"] = command.GetValue(Name),
            ["scopes"] = new JsonArray([.. command.GetValue(Scope)!.Select(scope => (JsonNode)scope)]),
        };
        if (command.GetValue(Expires) is { } expires) body["expires"] = ReadTime(expires, TimeProvider.System.GetUtcNow());
        if (command.GetValue(Filter) is { Length: > 0 } filter) body["filter"] = ReadFilter(filter);
        using var api = ApiOptions.Client(command);
        var made = await api.SendAsync(HttpMethod.Post, Path, body, cancellation);
        if (api.Print(made)) return;
        await Console.Error.WriteLineAsync($"Token {made["id"]} is made. It is shown here and nowhere again:");
        await Console.Out.WriteLineAsync((string?)made["token"]);
    }

    private static async Task ListAsync(ParseResult command, CancellationToken cancellation)
    {
        using var api = ApiOptions.Client(command);
        var answer = await api.SendAsync(HttpMethod.Get, Path, null, cancellation);
        if (api.Print(answer)) return;
        Table.Print(["ID", "NAME", "SCOPES", "EXPIRES", "LAST USED", "FILTER"], answer["tokens"]!.AsArray().Select(token => new[]
        {
            (string)token!["id"]!,
            (string)token["name"]!,
            string.Join(' ', token["scopes"]!.AsArray()),
            Table.Time((long?)token["expires"], "never"),
            Table.Time((long?)token["last_used"], "never"),
            token["filter"]?.ToJsonString() ?? "",
        }));
    }

    private static async Task RevokeAsync(ParseResult command, CancellationToken cancellation)
    {
        using var api = ApiOptions.Client(command);
        var id = command.GetValue(Id)!;
        await api.SendAsync(HttpMethod.Delete, $"{Path}/{Uri.EscapeDataString(id)}", null, cancellation);
        await Console.Error.WriteLineAsync($"Token {id} is revoked.");
    }

    /// <summary>Epoch ms.</summary>
    private static long ReadTime(string text, DateTimeOffset now)
    {
        if (text.EndsWith('d') && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= 36_500)
            return now.AddDays(days).ToUnixTimeMilliseconds();
        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)) return time.ToUnixTimeMilliseconds();
        throw new CommandException($"--expires must be days such as 90d or a time such as 2027-01-31T00:00:00Z, not '{text}'.");
    }

    private static JsonObject ReadFilter(string[] conditions)
    {
        var filter = new JsonObject();
        foreach (var condition in conditions)
        {
            if (condition.Split('=', 2) is not [{ Length: > 0 } field, { Length: > 0 } value]) throw new CommandException($"--filter must be FIELD=VALUE, not '{condition}'.");
            if (!filter.TryAdd(field, value)) throw new CommandException($"--filter names {field} twice.");
        }

        return filter;
    }
}
