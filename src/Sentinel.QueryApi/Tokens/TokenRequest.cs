namespace Sentinel.QueryApi.Tokens;

/// <summary>A token to be made, once all that is asked for is right.</summary>
internal sealed record TokenRequest(string Name, IReadOnlyList<string> Scopes, long? Expires, TokenFilter? Filter)
{
    public const int MaxNameLength = 200;
}
