using System.CommandLine;

namespace Sentinel.Standalone.Commands;

/// <summary><c>sentinel audit</c>.</summary>
internal static class AuditCommand
{
    private static readonly Option<int> Limit = new("--limit") { Description = "How many entries.", DefaultValueFactory = _ => 20 };

    public static Command Make(Func<Func<Task>, Task<int>> run)
    {
        var audit = new Command("audit", "Who did what, and when: the newest entries of the audit log.") { Limit };
        audit.SetAction((command, cancellation) => run(() => ListAsync(command, cancellation)));
        return audit;
    }

    private static async Task ListAsync(ParseResult command, CancellationToken cancellation)
    {
        using var api = ApiOptions.Client(command);
        var answer = await api.SendAsync(HttpMethod.Get, $"/api/v1/audit?limit={command.GetValue(Limit)}", null, cancellation);
        if (api.Print(answer)) return;
        Table.Print(["AT (UTC)", "ACTION", "ACTOR", "FROM", "DETAIL"], answer["entries"]!.AsArray().Select(entry => new[]
        {
            Table.Time((long)entry!["at"]!, ""), (string)entry["action"]!, (string)entry["actor"]!, (string?)entry["origin"] ?? "", (string?)entry["detail"] ?? "",
        }));
    }
}
