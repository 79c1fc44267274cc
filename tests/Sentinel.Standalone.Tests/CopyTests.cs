using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sentinel.Contracts;
using Sentinel.Storage;
using Sentinel.Storage.Embedded;
using Sentinel.Storage.OpenSearch;
using Sentinel.Storage.Queries;
using Sentinel.Testing;
using Sentinel.Testing.Programs;
using Sentinel.Testing.Servers;

namespace Sentinel.Standalone.Tests;

/// <summary><c>sentinel copy</c>, into a real engine.</summary>
public sealed class CopyTests : IDisposable
{
    private static readonly QuarantinedRecord Record = new(
        "record", RefusalCause.Ahead, "why", "text", "message", DateTimeOffset.FromUnixTimeMilliseconds(Some.Time), new("record", 0, 1, null, 7));

    private static readonly DocumentKey Token = new("tokens", "token");

    private static readonly DateOnly[] Days = [Some.Day.AddDays(-3), Some.Day.AddDays(-1), Some.Day];

    private static readonly DateOnly Gone = Some.Day.AddDays(-9);

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task All_that_the_folder_holds_is_in_the_engine_once_however_often_it_is_copied_and_wherever_that_was_ended()
    {
        var random = new Random(Seed.Value);
        var rows = WithRoundedSum(new Population(Seed.Value).Rows(9_000, Days, flow => flow.BeginsMessage = random.Next(9) == 0));
        await FillAsync(rows);
        await using var engine = new OpenSearchNode();
        await engine.StartAsync(Cancellation);

        // Ended where it is: some rows are there, and some not.
        using (var ended = CancellationTokenSource.CreateLinkedTokenSource(Cancellation))
        {
            var running = CopyAsync(engine.Url, ended.Token);
            await Eventually.True(async () => await TakenAsync(engine) > 0, "rows are copied", Cancellation);
            await ended.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        }

        var (exitCode, output, error) = await CopyAsync(engine.Url, Cancellation);
        Assert.True(exitCode == 0, $"{output}\n{error}");
        Assert.Contains("The sums of every day are the same in both stores.", output, StringComparison.Ordinal);
        Assert.Contains($"Days before {Days[0]:yyyy-MM-dd} are held no more: the sums of their 2 rows are not copied.", output, StringComparison.Ordinal);
        await AssertCopiedAsync(engine.Url, rows);
        await RevokeAsync(engine.Url);

        (exitCode, output, _) = await CopyAsync(engine.Url, Cancellation);
        Assert.Equal(0, exitCode);
        Assert.Contains($"3 days: {rows.Count} rows read, 0 stored, {rows.Count} there already.", output, StringComparison.Ordinal);
        await AssertCopiedAsync(engine.Url, rows, isRevoked: true);

        await AssertDifferencesAreToldAsync(engine.Url, rows);
    }

    [Fact]
    public async Task What_is_new_since_is_copied_of_every_folder_and_what_was_removed_in_the_engine_stays_so()
    {
        await using var engine = new OpenSearchNode();
        await engine.StartAsync(Cancellation);
        await AddAsync("first", receivedAfter: 1);
        await AssertCopiedAsync(engine.Url, 0, ["first"], ["first"]);

        await RemoveAsync(engine.Url, "first");
        await AssertCopiedAsync(engine.Url, 0, [], ["first"]);
        using var backup = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(folder.Path)) File.Copy(file, Path.Combine(backup.Path, Path.GetFileName(file)));
        await AddAsync("second", receivedAfter: 3);
        await AssertCopiedAsync(engine.Url, 0, ["second"], ["first", "second"]);

        // Put back, it goes on from what it was.
        Directory.Delete(folder.Path, recursive: true);
        Directory.Move(backup.Path, folder.Path);
        await AddAsync("another", receivedAfter: 2);
        await AssertCopiedAsync(engine.Url, 0, ["another", "second"], ["another", "first", "second"]);

        // Another machine's, whose path is the same.
        Directory.Delete(folder.Path, recursive: true);
        await AddAsync("other's", receivedAfter: 0);
        await AssertCopiedAsync(engine.Url, 0, ["another", "other's", "second"], ["another", "first", "other's", "second"]);
    }

    [Fact]
    public async Task A_record_that_the_engine_refuses_is_told_of_every_time_and_keeps_nothing_else_back()
    {
        await using var engine = new OpenSearchNode();
        await engine.StartAsync(Cancellation);
        await AddAsync("first", receivedAfter: 1, longest: 600);
        for (var run = 0; run < 2; run++)
        {
            var output = await AssertCopiedAsync(engine.Url, 1, ["first"], ["first"]);
            Assert.Contains(", 1 refused", output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_is_missing_is_told_in_a_sentence()
    {
        await AssertRefusedAsync("Say where to: Sentinel:Storage:OpenSearch:Urls must name the engine's addresses.", ["copy", "--data", folder.Path]);
        await AssertRefusedAsync($"There is no embedded store in '{folder.Path}': --data says where it is.", ["copy", "--data", folder.Path], ("Sentinel__Storage__OpenSearch__Urls", "http://127.0.0.1:1"));
        await using var running = await StandaloneProcess.StartAsync(folder.Path, Cancellation);
        await AssertRefusedAsync(
            $"Sentinel:Storage:Embedded:Folder '{folder.Path}' is in use by another Sentinel: stop that one or name another folder",
            ["copy", "--data", folder.Path],
            ("Sentinel__Storage__OpenSearch__Urls", "http://127.0.0.1:1"));
    }

    /// <summary>Two more rows, after which the bytes of the first day are odd and above 2^53: no double is that.</summary>
    private static IReadOnlyList<FlowRow> WithRoundedSum(IReadOnlyList<FlowRow> rows)
    {
        var most = FlowFields.Bytes.Max;
        var rest = 1 + ((rows.Where(row => row.Flow.Window.Day == Days[0]).Sum(row => row.Flow.Bytes) + most) % 2);
        Assert.Equal((1L << 53) - 1, most);
        return [.. rows, RowOf(most, "2001:db8:ffff::1"), RowOf(rest, "2001:db8:ffff::2")];

        static FlowRow RowOf(long bytes, string source) => Some.Row(flow =>
        {
            (flow.FirstSeen, flow.LastSeen) = (Some.TimeOn(Days[0]), Some.TimeOn(Days[0]));
            flow.SrcIp = Address.Parse(source);
            (flow.Bytes, flow.RequestBytes, flow.ResponseBytes) = (bytes, bytes, 0);
        });
    }

    /// <summary>The folder has the token still.</summary>
    private static async Task RevokeAsync(Uri engine)
    {
        await using var store = Engine(engine);
        var documents = store.GetRequiredService<IDocuments>();
        Assert.True(await documents.DeleteAsync(Token, (await documents.ReadAsync(Token, Cancellation))!.Version, Cancellation));
    }

    /// <summary>A quarantined record, a token and an entry of the audit log, all of that name.</summary>
    /// <param name="receivedAfter">Seconds.</param>
    /// <param name="longest">Characters of the id of one more record; an engine takes 512.</param>
    private async Task AddAsync(string name, int receivedAfter, int longest = 0)
    {
        await using var store = Provider(services => services.AddEmbeddedStore(Settings(("Sentinel:Storage:Embedded:Folder", folder.Path))));
        var record = Record with { Id = name, ReceivedAt = Record.ReceivedAt.AddSeconds(receivedAfter) };
        await store.GetRequiredService<IQuarantine>().AddAsync(longest > 0 ? [record, record with { Id = new('x', longest) }] : [record], Cancellation);
        await store.GetRequiredService<IDocuments>().WriteAsync(new("tokens", name), new("{}"), null, Cancellation);
        await store.GetRequiredService<IAuditLog>().AppendAsync(Entry(name), Cancellation);
    }

    private static async Task RemoveAsync(Uri engine, string name)
    {
        await using var store = Engine(engine);
        var documents = store.GetRequiredService<IDocuments>();
        Assert.True(await documents.DeleteAsync(new("tokens", name), (await documents.ReadAsync(new("tokens", name), Cancellation))!.Version, Cancellation));
        Assert.Equal(1, await store.GetRequiredService<IQuarantine>().RemoveAsync(new(Id: name), Cancellation));
    }

    /// <summary>Copies, and compares what the engine has then, by name.</summary>
    private async Task<string> AssertCopiedAsync(Uri engine, int expected, string[] recordsAndTokens, string[] entries)
    {
        var (exitCode, output, error) = await CopyAsync(engine, Cancellation);
        Assert.True(exitCode == expected, $"{output}\n{error}");
        await using var store = Engine(engine);
        Assert.Equal(recordsAndTokens, (await store.GetRequiredService<IDocuments>().ListAsync("tokens", null, 10, Cancellation)).Select(token => token.Key.Name), StringComparer.Ordinal);
        await Eventually.Passes(
            async () =>
            {
                Assert.Equal(recordsAndTokens, (await store.GetRequiredService<IQuarantine>().ListAsync(10, Cancellation)).Select(record => record.Id).Order(StringComparer.Ordinal), StringComparer.Ordinal);
                Assert.Equal(entries, (await store.GetRequiredService<IAuditLog>().ListAsync(10, Cancellation)).Select(entry => entry.Id).Order(StringComparer.Ordinal), StringComparer.Ordinal);
            },
            Cancellation);
        return output;
    }

    /// <summary>The engine's store gives a day up, and has a row of its own.</summary>
    private async Task AssertDifferencesAreToldAsync(Uri engine, IReadOnlyList<FlowRow> rows)
    {
        await using (var store = Engine(engine))
        {
            await store.GetRequiredService<IRetention>().HoldFromAsync(Days[1], Cancellation);
            await store.GetRequiredService<IFlowWriter>().WriteAsync([Some.Row()], Cancellation);
        }

        var given = rows.Count(row => row.Flow.Window.Day == Days[0]);
        await Eventually.Passes(
            async () =>
            {
                var (exitCode, output, error) = await CopyAsync(engine, Cancellation);
                Assert.Equal(1, exitCode);
                Assert.Contains($"{given} rows read, 0 stored, 0 there already, {given} refused: the engine's store does not hold the day", output, StringComparison.Ordinal);
                Assert.Contains($"{Some.Day:yyyy-MM-dd}: the engine does not have what the folder has, it has rows of others too", output, StringComparison.Ordinal);
                Assert.Equal("1 of 3 days are not the same in both stores.", error.Trim());
            },
            Cancellation);
    }

    private static async Task<long> TakenAsync(OpenSearchNode engine)
    {
        var stats = await engine.SendAsync(HttpMethod.Get, "flows-*/_stats/indexing", null, Cancellation);
        return (long?)stats["_all"]?["primaries"]?["indexing"]?["index_total"] ?? 0;
    }

    private async Task FillAsync(IReadOnlyList<FlowRow> rows)
    {
        await using var store = Provider(services => services.AddEmbeddedStore(Settings(("Sentinel:Storage:Embedded:Folder", folder.Path))));
        foreach (var day in Days) await store.GetRequiredService<IFlowDays>().OpenAsync(day, Cancellation);
        foreach (var some in rows.Chunk(10_000)) Assert.All(await store.GetRequiredService<IFlowWriter>().WriteAsync(some, Cancellation), outcome => Assert.Equal(RowStatus.Stored, outcome.Status));
        await store.GetRequiredService<IQuarantine>().AddAsync([.. Records()], Cancellation);
        await store.GetRequiredService<IDocuments>().WriteAsync(Token, new("""{"name":"somebody's"}"""), null, Cancellation);
        await store.GetRequiredService<IRetention>().SetDaysAsync(40, Cancellation);
        await store.GetRequiredService<IAuditLog>().AppendAsync(Entry(), Cancellation);

        // One that is gone, but for its sums; and one that was given up by a process that died before it was sealed.
        await WriteToAsync(store, Gone);
        await store.GetRequiredService<IRetention>().HoldFromAsync(Gone.AddDays(1), Cancellation);
        await WriteToAsync(store, Gone.AddDays(1));
        var documents = store.GetRequiredService<IDocuments>();
        var state = (await documents.ReadAsync(StoreState.Key, Cancellation))!;
        Assert.True(await documents.WriteAsync(StoreState.Key, (StoreState.Read(state.Body) with { HeldFrom = Days[0] }).Write(), state.Version, Cancellation));
    }

    private static async Task WriteToAsync(ServiceProvider store, DateOnly day)
    {
        await store.GetRequiredService<IFlowDays>().OpenAsync(day, Cancellation);
        await store.GetRequiredService<IFlowWriter>().WriteAsync([Some.Row(flow => flow.FirstSeen = flow.LastSeen = Some.TimeOn(day))], Cancellation);
    }

    private static async Task AssertCopiedAsync(Uri engine, IReadOnlyList<FlowRow> rows, bool isRevoked = false)
    {
        await using var store = Engine(engine);
        var reader = store.GetRequiredService<IFlowReader>();
        var copied = await reader.StreamAsync(new(Selection.Everything, RowOrder.NewestFirst), Cancellation).Select(Text).ToListAsync(Cancellation);
        Assert.Equal(rows.Select(Text).Order(StringComparer.Ordinal), copied.Order(StringComparer.Ordinal), StringComparer.Ordinal);
        var top = await reader.TopAsync(new(Selection.Everything, FlowFields.Pair, Measure.Bytes, 10), Cancellation);
        var expected = rows.GroupBy(row => row.Flow.Pair, StringComparer.Ordinal).Select(pair => (Int128)pair.Sum(row => row.Flow.Bytes)).OrderDescending().Take(10);
        Assert.Equal(expected, top.Entries.Select(entry => entry.Sums.Bytes));
        await Eventually.Passes(
            async () =>
            {
                Assert.Equal(Records().OrderBy(record => record.Id, StringComparer.Ordinal), (await store.GetRequiredService<IQuarantine>().ListAsync(1_000, Cancellation)).OrderBy(record => record.Id, StringComparer.Ordinal));
                Assert.Equal([Entry()], await store.GetRequiredService<IAuditLog>().ListAsync(10, Cancellation));
            },
            Cancellation);
        Assert.Equal(isRevoked ? null : """{"name":"somebody's"}""", (await store.GetRequiredService<IDocuments>().ReadAsync(Token, Cancellation))?.Body.Json);
        var exporters = rows.GroupBy(row => row.Flow.ExporterIp).OrderBy(exporter => exporter.Key).Select(exporter => (exporter.Key, exporter.LongCount(row => row.Flow.BeginsMessage)));
        Assert.Equal(exporters, (await reader.ExportersAsync(Filter.Everything, Cancellation)).Select(exporter => (exporter.Exporter, exporter.Messages)));
        Assert.Equal(40, (await store.GetRequiredService<IRetention>().ReadAsync(Cancellation)).Days);
    }

    private static async Task AssertRefusedAsync(string sentence, string[] arguments, params (string Name, string Value)[] settings)
    {
        var (exitCode, output, error) = await StandaloneProcess.RunAsync(arguments, Cancellation, settings);
        Assert.Equal((1, "", sentence), (exitCode, output, error.Trim()));
    }

    private Task<(int ExitCode, string Output, string Error)> CopyAsync(Uri engine, CancellationToken cancellation) =>
        StandaloneProcess.RunAsync(["copy", "--data", folder.Path], cancellation, ("Sentinel__Storage__OpenSearch__Urls", engine.ToString()), ("Sentinel__Storage__OpenSearch__RefreshInterval", "1s"));

    private static IEnumerable<QuarantinedRecord> Records() => Enumerable.Range(0, 250).Select(index => Record with { Id = $"record{index}", Record = new string('x', index * 10) });

    private static AuditEntry Entry(string id = "entry") => new(id, DateTimeOffset.FromUnixTimeMilliseconds(Some.Time), "done", "somebody", null, null);

    private static ServiceProvider Engine(Uri url) => Provider(services => services.AddOpenSearchStore(Settings(("Sentinel:Storage:OpenSearch:Urls", url.ToString()))));

    private static ServiceProvider Provider(Action<IServiceCollection> add)
    {
        var services = new ServiceCollection().AddLogging();
        add(services);
        return services.BuildServiceProvider();
    }

    private static IConfiguration Settings((string Name, string Value) setting) => new ConfigurationBuilder().AddInMemoryCollection([new(setting.Name, setting.Value)]).Build();

    private static string Text(FlowRow row)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteString("id", row.Id.ToString());
            FlowJson.WriteMembers(json, row.Flow);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }
}
