using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;

namespace Sentinel.Standalone.Commands;

/// <summary><c>sentinel quarantine list|show|resend|purge</c>.</summary>
internal static class QuarantineCommand
{
    private const string Path = "/api/v1/quarantine";
    private const int ShownCharacters = 80;

    private static readonly Argument<string> Id = new("id") { Description = "Of a record, as quarantine list says it." };

    private static readonly Argument<string?> OptionalId = new("id") { Description = "Of a record, as quarantine list says it; its whole row goes with it.", Arity = ArgumentArity.ZeroOrOne };

    private static readonly Option<string?> Cause = new("--cause") { Description = "Records that were refused for this: shape, not_held, ahead, rejected, unknown, or any." };

    private static readonly Option<string?> OneCause = new("--cause") { Description = "Only records that were refused for this: shape, not_held, ahead, rejected or unknown." };

    private static readonly Option<int> Samples = new("--samples") { Description = "How many of each cause are shown.", DefaultValueFactory = _ => 3 };

    private static readonly Option<long?> Before = new("--before") { Description = "Only records received before this time, epoch ms." };

    public static Command Make(Func<Func<Task>, Task<int>> run)
    {
        var list = new Command("list", "How many records for each cause, and the newest of them.") { OneCause, Samples };
        list.SetAction((command, cancellation) => run(() => ListAsync(command, cancellation)));
        var show = new Command("show", "One record, whole.") { Id };
        show.SetAction((command, cancellation) => run(() => ShowAsync(command, cancellation)));
        var resend = new Command("resend", "Send records again, once what they were refused for is mended. Each counts once, however often it is sent.") { OptionalId, Cause, Before };
        resend.SetAction((command, cancellation) => run(() => ResendAsync(command, cancellation)));
        var purge = new Command("purge", "Give records up, for good.") { OptionalId, Cause, Before };
        purge.SetAction((command, cancellation) => run(() => PurgeAsync(command, cancellation)));
        return new("quarantine", "See, send again or purge what was published and cannot be counted.") { list, show, resend, purge };
    }

    private static async Task ListAsync(ParseResult command, CancellationToken cancellation)
    {
        using var api = ApiOptions.Client(command);
        var cause = command.GetValue(OneCause) is { } asked ? $"&cause={Uri.EscapeDataString(asked)}" : "";
        var answer = await api.SendAsync(HttpMethod.Get, $"{Path}?limit={command.GetValue(Samples)}{cause}", null, cancellation);
        if (api.Print(answer)) return;
        var causes = answer["causes"]!.AsArray();
        Table.Print(["CAUSE", "RECORDS", "OLDEST (UTC)", "NEWEST (UTC)"], causes.Select(one => new[]
        {
            (string)one!["cause"]!, one["count"]!.ToString(), Table.Time((long)one["oldest"]!, ""), Table.Time((long)one["newest"]!, ""),
        }));
        Console.Out.WriteLine();
        Table.Print(["ID", "CAUSE", "REASON", "RECORD"], causes.SelectMany(one => one!["samples"]!.AsArray().Select(sample => new[]
        {
            (string)sample!["id"]!, (string)one["cause"]!, Short((string)sample["reason"]!), Short((string)sample["record"]!),
        })));
    }

    private static async Task ShowAsync(ParseResult command, CancellationToken cancellation)
    {
        using var api = ApiOptions.Client(command);
        var record = await api.SendAsync(HttpMethod.Get, $"{Path}/{Uri.EscapeDataString(command.GetValue(Id)!)}", null, cancellation);
        if (api.Print(record)) return;
        Table.Print(["MEMBER", "VALUE"], record.Select(member => new[]
        {
            member.Key, member.Key is "received_at" or "timestamp" ? Table.Time((long?)member.Value, "") : member.Value is JsonObject row ? row.ToJsonString() : member.Value?.ToString() ?? "",
        }));
    }

    /// <summary>By cause, page after page until nothing is left.</summary>
    private static async Task ResendAsync(ParseResult command, CancellationToken cancellation)
    {
        using var api = ApiOptions.Client(command);
        if (command.GetValue(OptionalId) is { } id)
        {
            RequireAlone(command);
            Tell(await api.SendAsync(HttpMethod.Post, $"{Path}/{Uri.EscapeDataString(id)}/resend", null, cancellation), api);
            return;
        }

        var request = new JsonObject { ["cause"] = command.GetValue(Cause) ?? throw new CommandException("Say which: a record's id, or --cause.") };
        if (command.GetValue(Before) is { } before) request["before"] = before;
        string? next;
        do
        {
            var answer = await api.SendAsync(HttpMethod.Post, $"{Path}/resend", request, cancellation);
            Tell(answer, api);
            next = (string?)answer["next"];
            request["after"] = next;
        }
        while (next is not null);
    }

    private static async Task PurgeAsync(ParseResult command, CancellationToken cancellation)
    {
        using var api = ApiOptions.Client(command);
        if (command.GetValue(OptionalId) is { } id)
        {
            RequireAlone(command);
            await api.SendAsync(HttpMethod.Delete, $"{Path}/{Uri.EscapeDataString(id)}", null, cancellation);
            await Console.Error.WriteLineAsync($"Record {id} is purged, with those of its row.");
            return;
        }

        string?[] conditions =
        [
            command.GetValue(Cause) is { } cause ? $"cause={Uri.EscapeDataString(cause)}" : null,
            command.GetValue(Before) is { } before ? string.Create(CultureInfo.InvariantCulture, $"before={before}") : null,
        ];
        if (conditions.All(condition => condition is null)) throw new CommandException("Say which: a record's id, --cause or --before; --cause any purges all.");
        var answer = await api.SendAsync(HttpMethod.Delete, $"{Path}?{string.Join('&', conditions.OfType<string>())}", null, cancellation);
        if (!api.Print(answer)) Console.Out.WriteLine($"{answer["purged"]} records are purged.");
    }

    private static void Tell(JsonObject answer, ApiClient api)
    {
        if (api.Print(answer)) return;
        Console.Out.WriteLine($"{answer["resent"]} records are sent again, {answer["left"]} are left to look at.");
        foreach (var not in answer["not_resent"]!.AsArray()) Console.Out.WriteLine($"{not!["id"]} is not: {not["why"]}.");
    }

    private static void RequireAlone(ParseResult command)
    {
        if (command.GetValue(Cause) is not null || command.GetValue(Before) is not null) throw new CommandException("Say a record's id or --cause and --before, not both.");
    }

    private static string Short(string text) => text.Length <= ShownCharacters ? text : $"{text[..(ShownCharacters - 1)]}…";
}
