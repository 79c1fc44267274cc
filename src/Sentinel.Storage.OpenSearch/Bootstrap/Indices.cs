using System.Globalization;
using System.Net;
using Microsoft.Extensions.Logging;
using Sentinel.Storage.OpenSearch.Http;

namespace Sentinel.Storage.OpenSearch.Bootstrap;

/// <summary>Makes, lists and drops indices; each step may be repeated, and by several processes at once.</summary>
internal sealed partial class Indices(EngineClient engine, Templates templates, ILogger<Indices> logger)
{
    /// <summary>
    /// Makes the index, and once it can be searched, the alias that bulks write to; without the alias it counts as not there.
    /// It carries the template's settings and mappings itself: a template may be lost, or written by a process with other options,
    /// between any two requests.
    /// </summary>
    public async Task OpenAsync(string template, string index, string writeAlias, CancellationToken cancellation)
    {
        var contents = (await templates.EnsureAsync(cancellation)).Single(one => string.Equals(one.Name, template, StringComparison.Ordinal)).Body["template"]!;
        using var body = new JsonBody();
        contents.WriteTo(body.Json);
        var answer = await engine.SendAsync(HttpMethod.Put, index, body, cancellation);
        if (answer.FaultType() is not EngineFault.AlreadyExists) answer.ReadSuccess().Dispose();
        if ((await engine.GetAsync($"{index}/_alias/{writeAlias}", cancellation)).IsSuccess) return;
        (await engine.GetAsync($"_cluster/health/{index}?wait_for_status=yellow&timeout=25s", cancellation)).ReadSuccess().Dispose();
        await PutAliasAsync(index, writeAlias, cancellation);
        Log.IndexOpened(logger, index);
    }

    public async Task DropAsync(string index, CancellationToken cancellation)
    {
        var answer = await engine.SendAsync(HttpMethod.Delete, index, null, cancellation);
        if (answer.Status == HttpStatusCode.NotFound) return;
        answer.ReadSuccess().Dispose();
        Log.IndexDropped(logger, index);
    }

    /// <summary>The days there are, ascending, with their numbers of primary shards.</summary>
    public async Task<IReadOnlyList<DayIndex>> ListDaysAsync(CancellationToken cancellation)
    {
        const string shards = "index.number_of_shards";
        var answer = await engine.GetAsync($"{DayIndexName.WriteAliases}/_settings/{shards}?flat_settings=true&expand_wildcards=open", cancellation);
        using var body = answer.ReadSuccess();
        var days = new List<DayIndex>();
        foreach (var index in body.RootElement.EnumerateObject())
        {
            if (!DayIndexName.TryParse(index.Name, out var name)) continue;
            var count = index.Value.GetProperty("settings").GetProperty(shards).GetString()!;
            days.Add(new(name, int.Parse(count, CultureInfo.InvariantCulture)));
        }

        days.Sort((left, right) => left.Name.Day.CompareTo(right.Name.Day));
        return days;
    }

    private async Task PutAliasAsync(string index, string alias, CancellationToken cancellation)
    {
        using var body = new JsonBody();
        body.Json.WriteStartObject();
        body.Json.WriteBoolean("is_write_index", true);
        body.Json.WriteEndObject();
        (await engine.SendAsync(HttpMethod.Put, $"{index}/_alias/{alias}", body, cancellation)).ReadSuccess().Dispose();
    }

    private static partial class Log
    {
        [LoggerMessage(2102, LogLevel.Information, "Index {Index} was opened")]
        public static partial void IndexOpened(ILogger logger, string index);

        [LoggerMessage(2103, LogLevel.Information, "Index {Index} was dropped")]
        public static partial void IndexDropped(ILogger logger, string index);
    }
}

/// <summary>An index of a day as it exists.</summary>
internal readonly record struct DayIndex(DayIndexName Name, int Shards);
