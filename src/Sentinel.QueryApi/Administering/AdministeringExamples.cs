using Sentinel.QueryApi.Documenting;

namespace Sentinel.QueryApi.Administering;

/// <summary>What the API's document shows of tokens and of the audit log.</summary>
internal static class AdministeringExamples
{
    public const string TokenRequest = """{ "name": "tenant a", "scopes": ["flows:read"], "filter": { "project_id": "a" } }""";

    public static Example MadeToken { get; } = new("tenant", "",
        """
        {
          "id": "5e0f2c7a91b34d68", "name": "tenant a", "scopes": ["flows:read"], "expires": null, "filter": { "project_id": "a" }, "token": "snt_…"
        }
        """);

    public static Example Tokens { get; } = new("all", "",
        """
        {
          "tokens": [
            {
              "id": "5e0f2c7a91b34d68", "name": "tenant a", "scopes": ["flows:read"], "created": 1776340740000, "expires": null, "filter": { "project_id": "a" },
              "last_used": 1776340800000
            }
          ]
        }
        """);

    public static Example Audit { get; } = new("newest", "?limit=1",
        """
        {
          "entries": [
            {
              "id": "019ab1f07c1e7d3a9a523f0a6c1d2e4b", "at": 1776340740000, "action": "token.create", "actor": "bootstrap", "origin": "127.0.0.1",
              "detail": "5e0f2c7a91b34d68 'tenant a', flows:read, expires never, filter {\"project_id\":\"a\"}"
            }
          ]
        }
        """);
}
