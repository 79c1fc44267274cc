namespace Sentinel.QueryApi.Tokens;

/// <summary>What a token may do; none includes another. Each is the name of the policy that asks for it.</summary>
internal static class Scopes
{
    public const string FlowsRead = "flows:read";
    public const string FlowsWrite = "flows:write";
    public const string Admin = "admin";

    /// <summary>The type of the claims that name a caller's scopes.</summary>
    public const string ClaimType = "scope";

    public static IReadOnlyList<string> All { get; } = [FlowsRead, FlowsWrite, Admin];
}
