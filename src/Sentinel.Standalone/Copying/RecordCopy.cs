using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Sentinel.Storage;
using Sentinel.Storage.Embedded;

namespace Sentinel.Standalone.Copying;

/// <summary>What a store has beside rows: the quarantine, tokens and the audit log.</summary>
internal sealed class RecordCopy(IServiceProvider source, IServiceProvider target, TextWriter output)
{
    private const int RecordsAtOnce = 200;
    private const int EntriesAtOnce = 8;

    /// <summary>Of the texts of records that are sent together.</summary>
    private const int MaxCharacters = 4 * 1024 * 1024;

    /// <summary>The documents that are an operator's; all others say what one store has, and are wrong of another.</summary>
    private const string Tokens = "tokens";

    /// <summary>Says in the engine that the folder's records were copied.</summary>
    private DocumentKey Copied { get; } = new("copies", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        Path.GetFullPath(source.GetRequiredService<IOptions<EmbeddedOptions>>().Value.Folder)))));

    /// <summary>Once for each folder: a token that was revoked there meanwhile, or a record that was purged or sent again, stays so.</summary>
    /// <returns>Whether all were taken.</returns>
    public async Task<bool> CopyAsync(CancellationToken cancellation)
    {
        var documents = target.GetRequiredService<IDocuments>();
        if (await documents.ReadAsync(Copied, cancellation) is not null)
        {
            await output.WriteLineAsync("Quarantine, tokens and audit log were copied before; what has become of them in the engine since stays.");
            return true;
        }

        if (!await CopyQuarantineAsync(cancellation)) return false;
        await CopyTokensAsync(cancellation);
        await CopyAuditAsync(cancellation);
        await Attempts.RunAsync(() => documents.WriteAsync(Copied, new("{}"), expected: null, cancellation), cancellation);
        return true;
    }

    /// <returns>Whether all were taken.</returns>
    private async Task<bool> CopyQuarantineAsync(CancellationToken cancellation)
    {
        var (reader, into) = (source.GetRequiredService<IQuarantineReader>(), target.GetRequiredService<IQuarantine>());
        var (copied, refused, characters, together) = (0, 0, 0, new List<QuarantinedRecord>());
        QuarantinePosition? after = null;
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

        await SendAsync();
        await output.WriteLineAsync($"Quarantine: {copied} records are there{(refused > 0 ? $", {refused} were refused" : "")}");
        return refused == 0;

        async Task SendAsync()
        {
            var left = await AddAsync(into, together, cancellation);
            (copied, refused, characters) = (copied + together.Count - left, refused + left, 0);
            together.Clear();
        }
    }

    /// <summary>One that the engine's store has already stays as it is there.</summary>
    private async Task CopyTokensAsync(CancellationToken cancellation)
    {
        var (from, into) = (source.GetRequiredService<IDocuments>(), target.GetRequiredService<IDocuments>());
        var (count, after) = (0, default(string));
        do
        {
            var page = await from.ListAsync(Tokens, after, IDocuments.MaxListed, cancellation);
            foreach (var token in page) await Attempts.RunAsync(() => into.WriteAsync(token.Key, token.Body, expected: null, cancellation), cancellation);
            count += page.Count;
            after = page.Count < IDocuments.MaxListed ? null : page[^1].Key.Name;
        }
        while (after is not null);
        await output.WriteLineAsync($"Tokens: {count} are there");
    }

    /// <summary>The newest, as many as are listed.</summary>
    private async Task CopyAuditAsync(CancellationToken cancellation)
    {
        var (from, into) = (source.GetRequiredService<IAuditLog>(), target.GetRequiredService<IAuditLog>());
        var entries = await from.ListAsync(IAuditLog.MaxListed, cancellation);
        await Parallel.ForEachAsync(
            entries,
            new ParallelOptions { MaxDegreeOfParallelism = EntriesAtOnce, CancellationToken = cancellation },
            async (entry, stopped) => await Attempts.RunAsync(() => into.AppendAsync(entry, stopped), stopped));
        await output.WriteLineAsync($"Audit log: {entries.Count} entries are there{(entries.Count < IAuditLog.MaxListed ? "" : ", the newest; older ones stay in the folder")}");
    }

    /// <returns>How many the engine does not take.</returns>
    private static async Task<int> AddAsync(IQuarantine into, List<QuarantinedRecord> records, CancellationToken cancellation)
    {
        try
        {
            await Attempts.RunAsync(() => into.AddAsync(records, cancellation), cancellation);
            return 0;
        }
        catch (WriteRefusedException) when (records.Count > 1)
        {
            var half = records.Count / 2;
            return await AddAsync(into, records[..half], cancellation) + await AddAsync(into, records[half..], cancellation);
        }
        catch (WriteRefusedException)
        {
            return 1;
        }
    }
}
