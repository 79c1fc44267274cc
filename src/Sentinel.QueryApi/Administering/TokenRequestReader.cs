using System.Text.Json;
using System.Text.Json.Nodes;
using Sentinel.Contracts;
using Sentinel.QueryApi.Requests;
using Sentinel.QueryApi.Tokens;

namespace Sentinel.QueryApi.Administering;

/// <summary>Reads what token is asked for; whatever is wrong is added to the faults.</summary>
internal static class TokenRequestReader
{
    private static readonly string[] Members = ["name", "scopes", "expires", "filter"];

    /// <summary>Null where there are faults.</summary>
    public static TokenRequest? Read(JsonObject body, DateTimeOffset now, Faults faults)
    {
        foreach (var (member, _) in body.Where(member => !Members.Contains(member.Key, StringComparer.Ordinal))) faults.Add(member, "is no member of a token");
        var name = ReadName(body["name"], faults);
        var scopes = ReadScopes(body["scopes"], faults);
        var expires = ReadExpires(body["expires"], now, faults);
        var filter = ReadFilter(body["filter"], scopes, faults);
        return faults.Any ? null : new(name, scopes, expires, filter);
    }

    private static string ReadName(JsonNode? given, Faults faults)
    {
        if (given is JsonValue value && value.TryGetValue<string>(out var name) && !string.IsNullOrWhiteSpace(name)
            && name.Length <= TokenRequest.MaxNameLength && !name.Any(char.IsControl)) return name;
        faults.Add("name", $"must be a text of 1 to {TokenRequest.MaxNameLength} characters");
        return "";
    }

    private static List<string> ReadScopes(JsonNode? given, Faults faults)
    {
        var scopes = new List<string>();
        if (given is JsonArray { Count: > 0 } list)
        {
            foreach (var item in list)
            {
                if (item is not JsonValue value || !value.TryGetValue<string>(out var scope) || !Scopes.All.Contains(scope, StringComparer.Ordinal)) faults.Add("scopes", Wanted());
                else if (scopes.Contains(scope, StringComparer.Ordinal)) faults.Add("scopes", $"names {scope} twice");
                else scopes.Add(scope);
            }
        }
        else
        {
            faults.Add("scopes", Wanted());
        }

        return scopes;

        static string Wanted() => $"must be a list of one or more of {string.Join(", ", Scopes.All)}";
    }

    private static long? ReadExpires(JsonNode? given, DateTimeOffset now, Faults faults)
    {
        if (given is null) return null;
        if (given is JsonValue value && value.GetValueKind() == JsonValueKind.Number && value.TryGetValue<long>(out var expires)
            && expires > now.ToUnixTimeMilliseconds() && expires <= Window.MaxTime) return expires;
        faults.Add("expires", "must be a time in epoch ms that is still to come, or null");
        return null;
    }

    private static TokenFilter? ReadFilter(JsonNode? given, List<string> scopes, Faults faults)
    {
        if (given is null) return null;
        if (given is not JsonObject fields)
        {
            faults.Add("filter", "must be an object of fields and their values, or null");
            return null;
        }

        if (scopes.Contains(Scopes.Admin, StringComparer.Ordinal)) faults.Add("filter", $"cannot stand beside the scope {Scopes.Admin}, which sees everything");
        if (scopes.Count > 0 && !scopes.Contains(Scopes.FlowsRead, StringComparer.Ordinal)) faults.Add("filter", $"limits what is read, and the token has no {Scopes.FlowsRead}");
        return TokenFilter.Read(fields, (field, why) => faults.Add(field.Length == 0 ? "filter" : $"filter.{field}", why));
    }
}
