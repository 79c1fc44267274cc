using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Sentinel.Collector.VpnStatus;

/// <summary>How far a status file has been counted: the last report, and the messages of it that may not be published yet.</summary>
internal sealed record KeptPlace(StatusReport? Last, IReadOnlyList<PendingMessage> Pending)
{
    public static KeptPlace Start { get; } = new(null, []);
}

/// <param name="Body">A batch, the same bytes at each attempt.</param>
internal sealed record PendingMessage(string Id, byte[] Body);

/// <summary>Where the place of one status file is kept: what is written there survives the end of the process and of the machine.</summary>
internal sealed class PlaceFile(string folder, string statusFile)
{
    private readonly string path = Path.Combine(folder, $"vpn-status-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(statusFile)).AsSpan(0, 8))}.json");

    /// <exception cref="InvalidDataException">It is there and cannot be read.</exception>
    public KeptPlace Read()
    {
        if (!File.Exists(path)) return KeptPlace.Start;
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), KeptJson.Default.KeptPlace) ?? throw new JsonException("it is empty");
        }
        catch (JsonException broken)
        {
            throw new InvalidDataException($"'{path}' cannot be read: put it back from a copy, or remove it, and sessions that are open are counted again from their start", broken);
        }
    }

    public void Write(KeptPlace place)
    {
        var fresh = $"{path}.new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(fresh, options))
        {
            JsonSerializer.Serialize(file, place, KeptJson.Default.KeptPlace);
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
        FolderNames.Flush(folder);
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(KeptPlace))]
internal sealed partial class KeptJson : JsonSerializerContext;
