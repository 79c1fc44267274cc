using System.Net;
using System.Text.Json;

namespace Sentinel.Storage.OpenSearch.Http;

/// <summary>What the engine answered to a request that it read: success, or a refusal for the caller to judge.</summary>
internal readonly record struct EngineAnswer(string Request, HttpStatusCode Status, byte[] Body)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <exception cref="StoreUnavailableException">The body is not what an engine writes: something else answered, or it was cut off.</exception>
    public JsonDocument Read()
    {
        try
        {
            return JsonDocument.Parse(Body);
        }
        catch (JsonException fault)
        {
            throw new StoreUnavailableException($"{Request} answered {(int)Status} with a body that is no JSON", fault);
        }
    }

    /// <summary>The body of an answer that has to be a success.</summary>
    /// <exception cref="StoreForbiddenException">The engine refuses with a reason what it has to do for us, such as one more shard than its limit.</exception>
    /// <exception cref="StoreUnavailableException">The body is not what an engine writes, or what was asked for went away meanwhile, or cannot be dropped before a snapshot is made.</exception>
    public JsonDocument ReadSuccess() =>
        IsSuccess ? Read()
        : FaultType() is null or EngineFault.SnapshotInProgress || Status is HttpStatusCode.NotFound or HttpStatusCode.Conflict ? throw new StoreUnavailableException(Refusal())
        : throw new StoreForbiddenException($"{Refusal()} - it will refuse until its settings, or ours, are changed");

    /// <summary>The engine's own name of the fault, such as <c>index_not_found_exception</c>; null where the body has none.</summary>
    public string? FaultType() => Fault().Type;

    /// <summary>One sentence: what was asked, the status, and the engine's reason.</summary>
    public string Refusal()
    {
        var (type, reason) = Fault();
        return $"{Request} answered {(int)Status} {type}: {EngineFault.Shorten(reason)}";
    }

    private (string? Type, string? Reason) Fault()
    {
        try
        {
            using var body = JsonDocument.Parse(Body);
            return body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty("error", out var error)
                ? EngineFault.Read(error)
                : default;
        }
        catch (JsonException)
        {
            return default;
        }
    }
}
