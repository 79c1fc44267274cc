using Microsoft.Extensions.Hosting;
using Sentinel.Storage.Embedded.Native;
using Sentinel.Storage.Embedded.Opening;
using Sentinel.Storage.Embedded.Schema;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.Storage.Embedded.Tests;

public sealed class OpeningTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_written_is_there_after_a_restart_and_a_resend_counts_once()
    {
        using var folder = new TemporaryFolder();
        var rows = Some.Rows(3_000, (flow, index) => flow.SrcPort = index);
        await using (var store = new OpenStore(folder.Path))
        {
            await store.Days.PrepareAsync(Cancellation);
            await store.Days.OpenAsync(Some.Day, Cancellation);
            await store.Writer.WriteAsync(rows, Cancellation);
            await store.Quarantine.AddAsync([new("q1", RefusalCause.Shape, "why", "{}", null, DateTimeOffset.UnixEpoch, null)], Cancellation);
        }

        await using var again = new OpenStore(folder.Path);
        Assert.Equal([Some.Day], await again.Days.ListAsync(Cancellation));
        Assert.All(await again.Writer.WriteAsync(rows, Cancellation), outcome => Assert.Equal(RowStatus.Duplicate, outcome.Status));
        Assert.Equal(3_000, (await again.Reader.TotalsAsync(Selection.Everything, Cancellation)).Rows);
        Assert.Equal("q1", Assert.Single(await again.Quarantine.ListAsync(10, Cancellation)).Id);
    }

    [Fact]
    public async Task An_orderly_end_leaves_no_log_behind()
    {
        using var folder = new TemporaryFolder();
        await using (var store = new OpenStore(folder.Path))
        {
            await store.Days.OpenAsync(Some.Day, Cancellation);
            await store.Writer.WriteAsync(Some.Rows(10), Cancellation);
        }

        Assert.Empty(Directory.GetFiles(folder.Path, "*.wal"));
        Assert.Single(Directory.GetFiles(folder.Path, "*.duckdb"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_question_during_which_the_database_fails_is_asked_once_more_of_it_opened_anew(int failures)
    {
        using var folder = new TemporaryFolder();
        await using var store = new OpenStore(folder.Path);
        await store.Days.OpenAsync(Some.Day, Cancellation);
        await store.Writer.WriteAsync(Some.Rows(10), Cancellation);
        var asked = new List<Connection>();
        var answer = store.Get<Database>().ReadAsync(
            connection =>
            {
                asked.Add(connection);
                return asked.Count > failures ? DayCatalog.List(connection).Count : throw new DuckDbException("INTERNAL Error: as the library says");
            },
            Cancellation);
        if (failures == 1) Assert.Equal(1, await answer);
        else await Assert.ThrowsAsync<StoreUnavailableException>(() => answer);
        Assert.Equal(2, asked.Distinct().Count());
    }

    [Fact]
    public async Task An_interrupt_that_nobody_asked_for_is_asked_again_and_again_where_that_tells_the_failure()
    {
        using var folder = new TemporaryFolder();
        await using var store = new OpenStore(folder.Path);
        await store.Days.OpenAsync(Some.Day, Cancellation);
        var failures = new Queue<string>(["INTERRUPT Error: Interrupted!", "FATAL Error: invalidated by an earlier one"]);
        var days = await store.Get<Database>().ReadAsync(
            connection => failures.TryDequeue(out var failure) ? throw new DuckDbException(failure) : DayCatalog.List(connection), Cancellation);
        Assert.Equal([new DayTable(Some.Day)], days);
    }

    [Fact]
    public async Task A_folder_has_one_owner()
    {
        using var folder = new TemporaryFolder();
        await using var owner = new OpenStore(folder.Path);
        await owner.Days.PrepareAsync(Cancellation);
        await using var second = new OpenStore(folder.Path);
        var refusal = await Assert.ThrowsAsync<StoreInUseException>(() => second.Days.PrepareAsync(Cancellation));
        Assert.Equal(
            $"Sentinel:Storage:Embedded:Folder '{folder.Path}' is in use by another Sentinel: stop that one or name another folder", refusal.Message);
    }

    [Fact]
    public async Task A_folder_owned_by_another_process_is_refused_too()
    {
        using var folder = new TemporaryFolder();
        using var process = new AppendingProcess(folder.Path);
        await Eventually.True(() => File.Exists(Path.Combine(folder.Path, "flows.duckdb")), "the other process opens its store", Cancellation);
        await using var second = new OpenStore(folder.Path);
        await Assert.ThrowsAsync<StoreInUseException>(() => second.Days.PrepareAsync(Cancellation));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_not_said_to_be_anothers()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a folder that takes no file from anyone");
        await using var store = new OpenStore("/proc");
        var refusal = await Assert.ThrowsAsync<StoreForbiddenException>(() => store.Days.PrepareAsync(Cancellation));
        Assert.StartsWith("Sentinel:Storage:Embedded:Folder '/proc' cannot be written: ", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("/dev/null")]
    [InlineData("/dev/null/below")]
    public async Task A_folder_that_cannot_be_one_stops_the_start_with_a_sentence_that_names_the_setting(string folder)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddEmbeddedStore(OpenStore.Settings(folder));
        using var host = builder.Build();
        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => host.StartAsync(Cancellation));
        Assert.StartsWith("Sentinel:Storage:Embedded:Folder ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_it_makes_is_its_owners_alone()
    {
        using var parent = new TemporaryFolder();
        var folder = Path.Combine(parent.Path, "new");
        await using var store = new OpenStore(folder);
        await store.Get<Database>().OpenAsync(Cancellation);
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
    }
}
