using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sentinel.Contracts;
using Sentinel.Inventory.Reading;
using Sentinel.Inventory.Threats;
using Sentinel.Testing;

namespace Sentinel.Inventory.Tests.Reading;

/// <summary>Looking at files, shown with threat lists. Nobody looks but the test, since its clock stands still.</summary>
public sealed class FolderWatchTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly ManualTime time = new();
    private readonly RememberedLog<ThreatInventory> log = new();
    private ThreatInventory inventory = null!;
    private int written;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Write("first.txt", "203.0.113.1");
        inventory = new(Options.Create(new ThreatOptions { Folder = folder.Path }), time, log);
        await inventory.StartAsync(Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await inventory.StopAsync(CancellationToken.None);
        inventory.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void What_lies_there_is_in_force_once_it_is_started() => Assert.Equal("first", ListOf("203.0.113.1"));

    [Fact]
    public async Task A_file_that_changes_comes_that_goes_is_seen()
    {
        Write("first.txt", "203.0.113.2");
        Write("second.list.txt", "203.0.113.3");
        await LookTwiceAsync();
        Assert.Equal("first", ListOf("203.0.113.2"));
        Assert.Equal("second.list", ListOf("203.0.113.3"));
        Assert.Null(ListOf("203.0.113.1"));

        File.Delete(PathOf("first.txt"));
        await LookTwiceAsync();
        Assert.Null(ListOf("203.0.113.2"));
        Assert.Equal("second.list", ListOf("203.0.113.3"));
        Assert.Empty(log.Warnings);
    }

    [Fact]
    public async Task A_file_that_is_still_written_is_left_alone_until_it_is_whole()
    {
        Write("first.txt", "203.0.113.2");
        await inventory.LookAsync(Cancellation);
        for (var line = 3; line < 9; line++)
        {
            Write("first.txt", $"{File.ReadAllText(PathOf("first.txt"))}\n203.0.113.{line}");
            await inventory.LookAsync(Cancellation);
            Assert.Equal("first", ListOf("203.0.113.1"));
        }

        await LookTwiceAsync();
        Assert.Equal("first", ListOf("203.0.113.8"));
        Assert.Null(ListOf("203.0.113.1"));
    }

    [Fact]
    public async Task A_file_that_is_none_leaves_the_old_one_in_force_with_one_warning()
    {
        Write("first.txt", "<html>Not found</html>");
        await LookTwiceAsync();
        for (var look = 0; look < 3; look++) await inventory.LookAsync(Cancellation);

        Assert.Equal("first", ListOf("203.0.113.1"));
        Assert.StartsWith($"{PathOf("first.txt")} is not taken", Assert.Single(log.Warnings), StringComparison.Ordinal);

        Write("first.txt", "203.0.113.2");
        await LookTwiceAsync();
        Assert.Equal("first", ListOf("203.0.113.2"));
    }

    [Fact]
    public async Task Broken_lines_are_named_and_no_more_than_a_few_of_them()
    {
        Write("first.txt", string.Join('\n', Enumerable.Repeat("nothing", 500).Append("203.0.113.2")));
        await LookTwiceAsync();
        Assert.Equal("first", ListOf("203.0.113.2"));

        Assert.Equal(BrokenLines.MaxNamed + 1, log.Warnings.Count);
        Assert.Equal($"{PathOf("first.txt")}:1 is no address, prefix or domain; the line is skipped", log.Warnings.First());
        Assert.Equal($"{PathOf("first.txt")}: 490 more lines are skipped", log.Warnings.Last());
    }

    [Fact]
    public async Task A_folder_that_goes_away_takes_nothing_with_it()
    {
        var aside = folder.Path + "-aside";
        Directory.Move(folder.Path, aside);
        for (var look = 0; look < 4; look++) await inventory.LookAsync(Cancellation);
        Assert.Equal("first", ListOf("203.0.113.1"));
        Assert.Single(log.Warnings);

        Directory.Move(aside, folder.Path);
        Write("first.txt", "203.0.113.2");
        await LookTwiceAsync();
        Assert.Equal("first", ListOf("203.0.113.2"));
    }

    [Fact]
    public async Task What_a_link_leads_to_is_looked_at()
    {
        using var elsewhere = new TemporaryFolder();
        var target = Path.Combine(elsewhere.Path, "list");
        File.WriteAllText(target, "203.0.113.4");
        File.CreateSymbolicLink(PathOf("linked.txt"), target);
        await LookTwiceAsync();
        Assert.Equal("linked", ListOf("203.0.113.4"));

        File.WriteAllText(target, "203.0.113.5\n");
        await LookTwiceAsync();
        Assert.Equal("linked", ListOf("203.0.113.5"));
    }

    [Fact]
    public async Task A_look_happens_every_second()
    {
        Write("first.txt", "203.0.113.2");

        await Eventually.True(
            () =>
            {
                time.Advance(FolderWatch<ThreatList>.Interval);
                return ListOf("203.0.113.2") is "first";
            },
            "the changed list is in force",
            Cancellation);
    }

    [Fact]
    public async Task What_editors_leave_behind_is_no_list()
    {
        Write(".first.txt.swp", "203.0.113.4");
        Write("first.txt~", "203.0.113.4");
        Write("last.txt", "203.0.113.5");
        await LookTwiceAsync();
        Assert.NotNull(ListOf("203.0.113.5"));

        Assert.Null(ListOf("203.0.113.4"));
    }

    [Fact]
    public async Task What_could_not_be_put_in_force_is_tried_again_though_no_file_changes()
    {
        using var watch = new FailingWatch(folder.Path, time, log) { Fails = true };
        await watch.LookAsync(Cancellation);
        await watch.LookAsync(Cancellation);
        Assert.Single(log.Warnings);

        watch.Fails = false;
        await watch.LookAsync(Cancellation);
        await watch.LookAsync(Cancellation);
        Assert.Equal([["203.0.113.1"]], watch.Applied);
    }

    private string? ListOf(string address) => inventory.Current.ListOf(Address.Parse(address));

    private string PathOf(string name) => Path.Combine(folder.Path, name);

    /// <summary>At a time of its own: a file system's clock may stand still between two writes.</summary>
    private void Write(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        File.SetLastWriteTimeUtc(PathOf(name), DateTime.Parse("2026-11-20T12:00:00Z", CultureInfo.InvariantCulture).AddSeconds(++written));
    }

    /// <summary>Twice: what has changed is taken when it is seen a second time.</summary>
    private async Task LookTwiceAsync()
    {
        await inventory.LookAsync(Cancellation);
        await inventory.LookAsync(Cancellation);
    }

    private sealed class FailingWatch(string folder, TimeProvider time, ILogger logger) : FolderWatch<string>(folder, time, logger)
    {
        public bool Fails { get; set; }

        public List<IReadOnlyCollection<string>> Applied { get; } = [];

        protected override bool IsOurs(string name) => true;

        protected override string Read(string name, ReadOnlySpan<byte> text, BrokenLines broken) => Encoding.UTF8.GetString(text);

        protected override int CountOf(string part) => 1;

        protected override void Apply(IReadOnlyCollection<string> parts)
        {
            if (Fails) throw new InvalidOperationException("no room for the index");
            Applied.Add(parts);
        }
    }
}
