using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sentinel.Storage;

/// <summary>What all processes agree on, in one document. The first three never move back.</summary>
/// <param name="Generation">How often the store was cleared; what is of an older one is nobody's any more.</param>
/// <param name="HeldFrom">The first held day: no index is made for earlier ones, and no question of rows tells theirs.</param>
/// <param name="Sealed">The first day that is not sealed: earlier ones are dropped, or about to be, and their rows are in no sum but the roll-ups. Never after <paramref name="HeldFrom"/>.</param>
/// <param name="Days">How many days are held after their end; null where the settings decide.</param>
public sealed record StoreState(int Generation, DateOnly HeldFrom, DateOnly Sealed, int? Days)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        RespectRequiredConstructorParameters = false,
    };

    /// <summary>Where the document is kept.</summary>
    public static DocumentKey Key { get; } = new("store", "state");

    /// <summary>Of a store that nobody has changed: everything is held.</summary>
    public static StoreState Initial { get; } = new(0, DateOnly.MinValue, DateOnly.MinValue, null);

    /// <exception cref="StoreForbiddenException">The document is not as we write it: somebody else did.</exception>
    public static StoreState Read(DocumentBody? document)
    {
        if (document is not { } body) return Initial;
        try
        {
            return JsonSerializer.Deserialize<StoreState>(body.Json, Format)!;
        }
        catch (JsonException fault)
        {
            throw new StoreForbiddenException($"the document {Key} is not readable: {fault.Message}", fault);
        }
    }

    public DocumentBody Write() => new(JsonSerializer.Serialize(this, Format));

    public bool Holds(DateOnly day) => day >= HeldFrom;

    /// <summary>Whether the day's rows are kept: until the day is sealed they stand for their last roll-ups.</summary>
    public bool Keeps(DateOnly day) => day >= Sealed;
}
