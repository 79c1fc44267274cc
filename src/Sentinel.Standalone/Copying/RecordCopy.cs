using System.Runtime.CompilerServices;
using System.Text.Json;
using Sentinel.Storage;

namespace Sentinel.Standalone.Copying;

/// <summary>
/// What a store has beside rows: the quarantine, tokens and the audit log. Of whichever folder, ended wherever, run again: what the engine was
/// not brought yet is, and nothing stands there twice. A token that was revoked there after it was copied stays so, and a record that was purged
/// or sent again there after a copy of the quarantine came to its end and left none behind. What is new in the quarantine is told by the time it
/// was received: it is not found where a clock was set back behind the last copy.
/// </summary>
internal sealed class RecordCopy(IServiceProvider source, IServiceProvider target, TextWriter output)
{
    private const int RecordsAtOnce = 200;
    private const int EntriesAtOnce = 8;

    /// <summary>Of the texts of records that are sent together.</summary>
    private const int MaxCharacters = 4 * 1024 * 1024;

    /// <summary>The documents that are an operator's; all others say what one store has, and are wrong of another.</summary>
    private const string Tokens = "tokens";

    /// <summary>In the engine: the tokens that were copied, by their ids.</summary>
    private const string CopiedTokens = "copied-tokens";

    /// <summary>
    /// How far copies of the quarantine came, each under a name of its own in both stores: a folder that was filled anew has no such note, nor
    /// has an engine that was put back to a time before the copy, and a folder's twin has those of their common past.
    /// </summary>
    private const string QuarantineCopies = "quarantine-copies";

    private static readonly JsonSerializerOptions Format = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly IDocuments from = source.GetRequiredService<IDocuments>();
    private readonly IDocuments into = target.GetRequiredService<IDocuments>();

    /// <returns>Whether all were taken.</returns>
    public async Task<bool> CopyAsync(CancellationToken cancellation)
    {
        await CopyTokensAsync(cancellation);
        await CopyAuditAsync(cancellation);
        return await CopyQuarantineAsync(cancellation);
    }

    /// <summary>From the first record on that is new, or was refused.</summary>
    /// <returns>Whether all were taken.</returns>
    private async Task<bool> CopyQuarantineAsync(CancellationToken cancellation)
    {
        var (reader, quarantine) = (source.GetRequiredService<IQuarantineReader>(), target.GetRequiredService<IQuarantine>());
        var (copied, refused, characters, together) = (0, 0, 0, new List<QuarantinedRecord>());
        var before = await ReadReachedAsync(cancellation);
        var (reached, after) = (before, before);
        do
        {
            var page = await reader.FindAsync(new(), after, IQuarantineReader.MaxFound, cancellation);
            foreach (var excerpt in page.Records)
            {
                if (await reader.ReadAsync(excerpt.Id, cancellation) is not { } record) continue;
                together.Add(record);
                characters += record.Record.Length;
                if (together.Count == RecordsAtOnce || characters > MaxCharacters) await SendAsync();
            }

            after = page.Left == 0 ? null : QuarantinePosition.Of(page.Records[^1]);
        }
        while (after is not null);

        if (together.Count > 0) await SendAsync();
        if (reached is { } last && last != before) await NoteAsync(last, cancellation);
        await output.WriteLineAsync(
            $"Quarantine: {copied} records copied{(refused > 0 ? $", {refused} refused by the engine" : "")}{(before is null ? "" : "; those before them were copied earlier")}");
        return refused == 0;

        async Task SendAsync()
        {
            var left = await AddAsync(quarantine, together, cancellation);
            (copied, refused, characters) = (copied + together.Count - left, refused + left, 0);
            if (refused == 0) reached = QuarantinePosition.Of(together[^1]);
            together.Clear();
        }
    }

    /// <summary>How far the last copy came that both stores know of.</summary>
    private async Task<QuarantinePosition?> ReadReachedAsync(CancellationToken cancellation)
    {
        QuarantinePosition? reached = null;
        await foreach (var note in ListAsync(QuarantineCopies, cancellation))
        {
            var isInEngine = false;
            await Attempts.RunAsync(async () => isInEngine = await into.ReadAsync(note.Key, cancellation) is not null, cancellation);
            if (isInEngine) reached = JsonSerializer.Deserialize<QuarantinePosition>(note.Body.Json, Format);
        }

        return reached;
    }

    private async Task NoteAsync(QuarantinePosition reached, CancellationToken cancellation)
    {
        // Names of version 7 stand in the order of the copies.
        var (key, body) = (new DocumentKey(QuarantineCopies, Guid.CreateVersion7().ToString("N")), new DocumentBody(JsonSerializer.Serialize(reached, Format)));
        await Attempts.RunAsync(() => into.WriteAsync(key, body, expected: null, cancellation), cancellation);
        try
        {
            await from.WriteAsync(key, body, expected: null, cancellation);
        }
        catch (StoreUnavailableException failure)
        {
            // Of a full disk, too, everything is copied.
            await output.WriteLineAsync($"Quarantine: the next copy will bring it once more, since the folder takes no note of this one: {failure.Message}");
        }
    }

    /// <summary>One that the engine's store has already stays as it is there.</summary>
    private async Task CopyTokensAsync(CancellationToken cancellation)
    {
        var (copied, count) = (0, 0);
        await foreach (var token in ListAsync(Tokens, cancellation))
        {
            count++;
            var mark = new DocumentKey(CopiedTokens, token.Key.Name);
            await Attempts.RunAsync(
                async () =>
                {
                    if (await into.ReadAsync(mark, cancellation) is not null) return;
                    if (await into.WriteAsync(token.Key, token.Body, expected: null, cancellation)) copied++;
                    await into.WriteAsync(mark, new("{}"), expected: null, cancellation);
                },
                cancellation);
        }

        await output.WriteLineAsync($"Tokens: {copied} copied{(copied < count ? $", {count - copied} earlier" : "")}");
    }

    /// <summary>
    /// The newest, as many as are listed. One that is there stays as it is: its id makes it one. Where two stores gave up the same day in one month, that is one
    /// deed, and the first entry stands.
    /// </summary>
    private async Task CopyAuditAsync(CancellationToken cancellation)
    {
        var log = target.GetRequiredService<IAuditLog>();
        var entries = await source.GetRequiredService<IAuditLog>().ListAsync(IAuditLog.MaxListed, cancellation);
        await Parallel.ForEachAsync(
            entries,
            new ParallelOptions { MaxDegreeOfParallelism = EntriesAtOnce, CancellationToken = cancellation },
            async (entry, stopped) => await Attempts.RunAsync(() => log.AppendAsync(entry, stopped), stopped));
        await output.WriteLineAsync($"Audit log: {entries.Count} entries are there{(entries.Count < IAuditLog.MaxListed ? "" : ", the newest; older ones stay in the folder")}");
    }

    /// <summary>The folder's documents of a collection, by name.</summary>
    private async IAsyncEnumerable<StoredDocument> ListAsync(string collection, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (string? after = null; ;)
        {
            var page = await from.ListAsync(collection, after, IDocuments.MaxListed, cancellation);
            foreach (var document in page) yield return document;
            if (page.Count < IDocuments.MaxListed) yield break;
            after = page[^1].Key.Name;
        }
    }

    /// <returns>How many the engine does not take.</returns>
    private static async Task<int> AddAsync(IQuarantine quarantine, List<QuarantinedRecord> records, CancellationToken cancellation)
    {
        try
        {
            await Attempts.RunAsync(() => quarantine.AddAsync(records, cancellation), cancellation);
            return 0;
        }
        catch (WriteRefusedException) when (records.Count > 1)
        {
            var half = records.Count / 2;
            return await AddAsync(quarantine, records[..half], cancellation) + await AddAsync(quarantine, records[half..], cancellation);
        }
        catch (WriteRefusedException)
        {
            return 1;
        }
    }
}
