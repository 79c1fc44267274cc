using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Sentinel.Storage;

namespace Sentinel.QueryApi.Tokens;

/// <summary>A token as kept: its hash, never itself. Times are epoch ms.</summary>
/// <param name="Id">Public; made from the hash.</param>
/// <param name="Expires">From then on it opens nothing; null where it never ends.</param>
/// <param name="Filter">Null where it sees everything.</param>
/// <param name="LastUsed">Late by a minute or so; null where it was never used.</param>
internal sealed record Token(
    string Id, string Name, byte[] Hash, IReadOnlyList<string> Scopes, long Created, long? Expires, TokenFilter? Filter, long? LastUsed)
{
    public const string Collection = "tokens";

    public DocumentKey Key => KeyOf(Id);

    public static DocumentKey KeyOf(string id) => new(Collection, id);

    /// <summary>Null for a document that says anything this version does not know: it might be a limit.</summary>
    public static Token? Read(StoredDocument document)
    {
        try
        {
            var kept = JsonSerializer.Deserialize(document.Body.Json, TokenJson.Default.KeptToken)!;
            TokenFilter? filter = null;
            if (kept.Filter is { } given && (filter = TokenFilter.Read(given, (_, _) => { })) is null) return null;
            return new(document.Key.Name, kept.Name, Convert.FromHexString(kept.Hash), kept.Scopes, kept.Created, kept.Expires, filter, kept.LastUsed);
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException)
        {
            return null;
        }
    }

    public DocumentBody Write() => new(JsonSerializer.Serialize(
        new KeptToken(Name, Convert.ToHexStringLower(Hash), Scopes, Created, Expires, Filter?.Json, LastUsed), TokenJson.Default.KeptToken));

    public bool Matches(ReadOnlySpan<byte> hash) => CryptographicOperations.FixedTimeEquals(Hash, hash);

    public bool IsExpired(DateTimeOffset now) => Expires <= now.ToUnixTimeMilliseconds();
}

/// <summary>The document's members.</summary>
internal sealed record KeptToken(
    string Name, string Hash, IReadOnlyList<string> Scopes, long Created, long? Expires, JsonObject? Filter, long? LastUsed);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(KeptToken))]
internal sealed partial class TokenJson : JsonSerializerContext;
