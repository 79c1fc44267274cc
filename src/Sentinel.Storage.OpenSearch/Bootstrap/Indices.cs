using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Sentinel.Storage.OpenSearch.Http;

namespace Sentinel.Storage.OpenSearch.Bootstrap;

/// <summary>Makes, blocks, lists and drops indices; each step may be repeated, and by several processes at once.</summary>
internal sealed partial class Indices(EngineClient engine, Templates templates, ILogger<Indices> logger)
{
    private const int MaxDroppedAtOnce = 100;
    private const string ShardsSetting = "index.number_of_shards";

    private const string UuidSetting = "index.uuid";

    /// <summary>Engines set it where an index is restored over one of its name, which keeps its uuid.</summary>
    private const string HistorySetting = "index.history.uuid";

    /// <summary>Engines keep it as long as the index is closed, and no other word of that in what they list.</summary>
    private const string ClosedSetting = "index.verified_before_close";

    /// <summary>An index is yellow already before its first shard has started.</summary>
    private const string Searchable = "wait_for_status=yellow&wait_for_active_shards=1&wait_for_no_initializing_shards=true";

    /// <summary>
    /// Makes the index, and once it can be searched, its aliases, together; without them it counts as not there.
    /// It carries the template's settings and mappings itself: a template may be lost, or written by a process with other options,
    /// between any two requests.
    /// </summary>
    /// <param name="aliases">The first is the one that bulks write to.</param>
    /// <exception cref="StoreUnavailableException">Also where a name is taken for now, by an index or alias of another generation.</exception>
    public async Task OpenAsync(string template, string index, IReadOnlyList<string> aliases, CancellationToken cancellation)
    {
        await CreateAsync(template, index, cancellation);
        if ((await engine.GetAsync($"{index}/_alias/{aliases[0]}", cancellation)).IsSuccess) return;
        (await engine.GetAsync($"_cluster/health/{index}?{Searchable}&timeout=25s", cancellation)).ReadSuccess().Dispose();
        await PutAliasesAsync(index, aliases, cancellation);
        Log.IndexOpened(logger, index);
    }

    /// <summary>Lets nothing be written to the index any more; returns when all that was on its way is in it.</summary>
    /// <returns>False where there is no such index.</returns>
    public async Task<bool> BlockAsync(string index, CancellationToken cancellation)
    {
        var answer = await engine.SendAsync(HttpMethod.Put, $"{index}/_block/write", null, cancellation);
        if (answer.FaultType() is EngineFault.IndexNotFound) return false;
        if (answer.FaultType() is EngineFault.IndexClosed) return true;
        using var body = answer.ReadSuccess();
        if (!IsBlocked(body.RootElement)) throw new StoreUnavailableException($"{index} is not blocked yet");
        return true;
    }

    /// <summary>Lets a search see all that is in the index.</summary>
    /// <returns>False where there is no such index.</returns>
    public async Task<bool> RefreshAsync(string index, CancellationToken cancellation)
    {
        var answer = await engine.SendAsync(HttpMethod.Post, $"{index}/_refresh", null, cancellation);
        if (answer.FaultType() is EngineFault.IndexNotFound) return false;
        using var body = answer.ReadSuccess();
        var shards = body.RootElement.GetProperty("_shards");
        if (shards.GetProperty("failed").GetInt32() > 0 || shards.GetProperty("successful").GetInt32() == 0)
            throw new StoreUnavailableException($"{index} was not refreshed whole");
        return true;
    }

    /// <summary>Of each shard, the last change up to which every copy has them all; null where the index is gone, or another has its name by now.</summary>
    public async Task<IReadOnlyList<long>?> CheckpointsAsync(StoredIndex index, CancellationToken cancellation)
    {
        var answer = await engine.GetAsync($"{index.Name}/_stats?level=shards&filter_path=indices.*.uuid,indices.*.shards.*.routing.primary,indices.*.shards.*.seq_no", cancellation);
        if (answer.FaultType() is EngineFault.IndexNotFound) return null;
        using var body = answer.ReadSuccess();
        if (!body.RootElement.TryGetProperty("indices", out var found)
            || !found.TryGetProperty(index.Name, out var stats)
            || !stats.GetProperty("uuid").ValueEquals(index.Uuid)) return null;
        var through = new long[index.Shards];
        for (var shard = 0; shard < index.Shards; shard++) through[shard] = ReadCheckpoint(stats, index, shard);
        return through;
    }

    /// <summary>Drops those that are there.</summary>
    public async Task DropAsync(IEnumerable<string> indices, CancellationToken cancellation)
    {
        foreach (var some in indices.Chunk(MaxDroppedAtOnce))
        {
            var names = string.Join(',', some);
            var answer = await engine.SendAsync(HttpMethod.Delete, $"{names}?ignore_unavailable=true", null, cancellation);
            // One that another process drops after the engine has looked for it fails the request, and the others stay.
            for (var gone = 0; gone < some.Length && answer.FaultType() is EngineFault.IndexNotFound; gone++)
                answer = await engine.SendAsync(HttpMethod.Delete, $"{names}?ignore_unavailable=true", null, cancellation);
            answer.ReadSuccess().Dispose();
            Log.IndicesDropped(logger, names);
        }
    }

    /// <summary>The indices that a pattern names, themselves or by an alias.</summary>
    public async Task<IReadOnlyList<StoredIndex>> ListAsync(string pattern, CancellationToken cancellation)
    {
        var answer = await engine.GetAsync($"{pattern}/_settings/{ShardsSetting},{ClosedSetting},{UuidSetting},{HistorySetting}?flat_settings=true&ignore_unavailable=true&expand_wildcards=open,closed", cancellation);
        using var body = answer.ReadSuccess();
        return [.. body.RootElement.EnumerateObject().Select(index => ReadListed(index.Name, index.Value.GetProperty("settings")))];
    }

    /// <summary>Makes an index without aliases, where there is none.</summary>
    private async Task CreateAsync(string template, string index, CancellationToken cancellation)
    {
        var contents = await templates.EnsureAsync(template, cancellation);
        using var body = new JsonBody();
        contents.WriteTo(body.Json);
        var answer = await engine.SendAsync(HttpMethod.Put, index, body, cancellation);
        if (answer.FaultType() is EngineFault.InvalidIndexName) throw new StoreUnavailableException(answer.Refusal());
        if (answer.FaultType() is not EngineFault.AlreadyExists) answer.ReadSuccess().Dispose();
    }

    private static StoredIndex ReadListed(string name, JsonElement settings) => new(
        name,
        int.Parse(settings.GetProperty(ShardsSetting).GetString()!, CultureInfo.InvariantCulture),
        settings.TryGetProperty(UuidSetting, out var uuid) ? uuid.GetString()! : "",
        settings.TryGetProperty(ClosedSetting, out var closed) && closed.ValueEquals("true"u8))
    {
        History = settings.TryGetProperty(HistorySetting, out var history) ? history.GetString() : null,
    };

    private static long ReadCheckpoint(JsonElement stats, StoredIndex index, int shard)
    {
        if (stats.TryGetProperty("shards", out var shards) && shards.TryGetProperty(shard.ToString(CultureInfo.InvariantCulture), out var copies))
        {
            foreach (var copy in copies.EnumerateArray())
            {
                if (copy.GetProperty("routing").GetProperty("primary").GetBoolean() && copy.TryGetProperty("seq_no", out var numbers))
                    return numbers.GetProperty("global_checkpoint").GetInt64();
            }
        }

        throw new StoreUnavailableException($"shard {shard} of {index.Name} is not there");
    }

    /// <summary>An index that was blocked before is not among those that are now.</summary>
    private static bool IsBlocked(JsonElement answer) =>
        answer.GetProperty("acknowledged").GetBoolean()
        && answer.GetProperty("indices").EnumerateArray().All(index => index.GetProperty("blocked").GetBoolean())
        && (answer.GetProperty("shards_acknowledged").GetBoolean() || answer.GetProperty("indices").GetArrayLength() == 0);

    private async Task PutAliasesAsync(string index, IReadOnlyList<string> aliases, CancellationToken cancellation)
    {
        using var body = new JsonBody();
        body.Json.WriteStartObject();
        body.Json.WriteStartArray("actions");
        foreach (var alias in aliases)
        {
            body.Json.WriteStartObject();
            body.Json.WriteStartObject("add");
            body.Json.WriteString("index", index);
            body.Json.WriteString("alias", alias);
            body.Json.WriteEndObject();
            body.Json.WriteEndObject();
        }

        body.Json.WriteEndArray();
        body.Json.WriteEndObject();
        var answer = await engine.SendAsync(HttpMethod.Post, "_aliases", body, cancellation);
        // The names are right: since the store was cleared, an index is named like the alias, or an alias like the index.
        if (answer.FaultType() is EngineFault.InvalidAliasName or EngineFault.IllegalArgument) throw new StoreUnavailableException(answer.Refusal());
        answer.ReadSuccess().Dispose();
    }

    private static partial class Log
    {
        [LoggerMessage(2102, LogLevel.Information, "Index {Index} was opened")]
        public static partial void IndexOpened(ILogger logger, string index);

        [LoggerMessage(2103, LogLevel.Information, "Dropped: {Indices}")]
        public static partial void IndicesDropped(ILogger logger, string indices);
    }
}
