using System.Security.Cryptography;
using System.Text;
using Sentinel.Ingestor.Quarantine;
using Sentinel.Ingestor.Tests.Writing;
using Sentinel.Storage;
using Sentinel.Testing;

namespace Sentinel.Ingestor.Tests.Quarantine;

public sealed class QuarantineWriterTests : IAsyncLifetime
{
    private const int MaxCharacters = 100_000;

    private readonly RefusingQuarantine quarantine = new();
    private RunningWriter running = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => running = await RunningWriter.StartAsync(new ScriptedStore(), quarantine: quarantine);

    public ValueTask DisposeAsync() => running.DisposeAsync();

    [Fact]
    public async Task What_is_refused_together_is_kept_in_parts()
    {
        var records = Enumerable.Range(0, 10).Select(index => Record($"{index}", new string('x', 30_000))).ToList();

        await running.Quarantine.AddAsync(records, Cancellation);

        Assert.Equal(records, quarantine.Kept);
    }

    [Fact]
    public async Task A_record_that_is_refused_alone_is_kept_cut_and_says_what_it_was()
    {
        var text = new string('x', CutRecord.MaxCharacters - 1) + string.Concat(Enumerable.Repeat("\U0001F600", MaxCharacters));
        var small = Record("small", "{}");

        await running.Quarantine.AddAsync([Record("large", text), small], Cancellation);

        var cut = quarantine.Kept.Single(record => record.Id.Equals("large", StringComparison.Ordinal));
        var bytes = Encoding.UTF8.GetBytes(text);
        Assert.Equal(new string('x', CutRecord.MaxCharacters - 1), cut.Record);
        Assert.Null(cut.Origin);
        Assert.Equal($"no flow (cut: {bytes.Length} bytes in full, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(bytes))})", cut.Reason);
        Assert.Contains(small, quarantine.Kept);
    }

    [Fact]
    public async Task A_record_that_is_refused_even_so_is_held_until_that_is_mended()
    {
        quarantine.RefusedId = "odd";
        var odd = Record("odd", "{}");

        var adding = Task.Run(() => running.Quarantine.AddAsync([odd], Cancellation), Cancellation);
        await Eventually.True(() => quarantine.Refusals >= 3, "it is tried again", Cancellation);
        Assert.False(adding.IsCompleted);

        quarantine.RefusedId = null;
        await adding;
        Assert.Equal([odd], quarantine.Kept);
    }

    private static QuarantinedRecord Record(string id, string text) => new(id, RefusalCause.Shape, "no flow", text, null, DateTimeOffset.UnixEpoch, new(id, 0, 1, null, null));

    private sealed class RefusingQuarantine : IQuarantine
    {
        public List<QuarantinedRecord> Kept { get; } = [];

        public string? RefusedId { get; set; }

        public int Refusals { get; private set; }

        public async Task AddAsync(IReadOnlyList<QuarantinedRecord> records, CancellationToken cancellation)
        {
            // As a store does: a refusal that came at once, with pauses of no length, would never give the test's thread back.
            await Task.Yield();
            if (records.Sum(record => record.Record.Length) > MaxCharacters) throw new WriteRefusedException(WriteRefusal.TooLarge, "too large");
            if (records.Any(record => string.Equals(record.Id, RefusedId, StringComparison.Ordinal)))
            {
                Refusals++;
                throw new WriteRefusedException(WriteRefusal.BadRequest, "not this one");
            }

            Kept.AddRange(records);
        }

        public Task<IReadOnlyList<QuarantinedRecord>> ListAsync(int limit, CancellationToken cancellation) => Task.FromResult<IReadOnlyList<QuarantinedRecord>>(Kept);

        public Task<IReadOnlyList<QuarantinedRecord>> ReadRowAsync(string row, CancellationToken cancellation) =>
            Task.FromResult<IReadOnlyList<QuarantinedRecord>>(Kept.FindAll(record => string.Equals(record.Origin?.Row, row, StringComparison.Ordinal)));

        public Task<long> RemoveAsync(QuarantineFilter filter, CancellationToken cancellation) =>
            Task.FromResult((long)Kept.RemoveAll(record => string.Equals(record.Origin?.Row, filter.Row, StringComparison.Ordinal)));
    }
}
