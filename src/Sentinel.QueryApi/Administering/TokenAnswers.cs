using System.ComponentModel;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Sentinel.QueryApi.Tokens;

namespace Sentinel.QueryApi.Administering;

internal sealed record MadeTokenAnswer(
    string Id,
    string Name,
    IReadOnlyList<string> Scopes,
    [property: Description("Epoch ms; null where it never ends")] long? Expires,
    [property: Description("The value that each named field has in all that the token reads; null where it reads everything")] JsonObject? Filter,
    [property: Description("The token itself, shown here and never again")] string Token)
{
    public static MadeTokenAnswer Of(Token token, string secret) => new(token.Id, token.Name, token.Scopes, token.Expires, token.Filter?.Json, secret);
}

internal sealed record TokenAnswer(
    string Id,
    string Name,
    IReadOnlyList<string> Scopes,
    [property: Description("Epoch ms")] long Created,
    [property: Description("Epoch ms; null where it never ends")] long? Expires,
    [property: Description("The value that each named field has in all that the token reads; null where it reads everything")] JsonObject? Filter,
    [property: Description("Epoch ms, a minute or so late; null where it was never used")] long? LastUsed)
{
    public static TokenAnswer Of(Token token, long? lastUsed) => new(token.Id, token.Name, token.Scopes, token.Created, token.Expires, token.Filter?.Json, lastUsed);
}

internal sealed record TokensAnswer(IReadOnlyList<TokenAnswer> Tokens);

[JsonSerializable(typeof(MadeTokenAnswer))]
[JsonSerializable(typeof(TokensAnswer))]
internal sealed partial class TokenAnswersJson : JsonSerializerContext;
