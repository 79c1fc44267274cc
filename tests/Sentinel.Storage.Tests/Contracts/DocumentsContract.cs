using System.Globalization;
using System.Text.Json.Nodes;
using Sentinel.Storage.Tests.Stores;

namespace Sentinel.Storage.Tests.Contracts;

/// <summary>Each test has a collection of its own.</summary>
public abstract class DocumentsContract(Store store) : StoreContract(store)
{
    private string Collection => string.Create(CultureInfo.InvariantCulture, $"test-{(uint)Seed}");

    private IDocuments Documents => Store.Documents;

    [Fact]
    public async Task A_document_is_read_as_it_was_written()
    {
        string[] bodies =
        [
            "{}", """{"n":1}""", """{ "text" : "naïve 東京 😀 \"quoted\" \\ \u0000 line\nbreak", "list":[1, 2.50, -1e3, null, true] , "deep":{"a":{"b":[]}} }""",
            $$"""{"large":"{{new string('x', DocumentBody.MaxBytes - 100)}}"}""",
        ];
        foreach (var (index, body) in bodies.Index())
        {
            var key = Key($"body-{index}");
            Assert.Null(await Documents.ReadAsync(key, Cancellation));
            Assert.True(await Documents.WriteAsync(key, new(body), null, Cancellation));
            var read = await Documents.ReadAsync(key, Cancellation);
            Assert.Equal(key, read!.Key);
            Assert.Equal(body, read.Body.Json);
        }
    }

    [Theory]
    [InlineData("plain")]
    [InlineData("../_search?q=*")]
    [InlineData("a/b%2Fc#d&e=f")]
    [InlineData("~!@$^()[]{}<>\\|';,`\"")]
    public async Task Any_visible_character_may_stand_in_a_name(string name)
    {
        var key = Key(name);
        Assert.True(await Documents.WriteAsync(key, new("""{"mine":true}"""), null, Cancellation));
        var read = await Documents.ReadAsync(key, Cancellation);
        Assert.Equal(key, read!.Key);
        Assert.Contains(key, (await Documents.ListAsync(Collection, null, 10, Cancellation)).Select(document => document.Key));
        Assert.True(await Documents.DeleteAsync(key, read.Version, Cancellation));
        Assert.Null(await Documents.ReadAsync(key, Cancellation));
    }

    [Fact]
    public async Task Only_who_knows_the_version_changes_a_document()
    {
        var key = Key("one");
        Assert.False(await Documents.WriteAsync(key, Number(0), "0.1", Cancellation));
        Assert.False(await Documents.WriteAsync(key, Number(0), "no version at all", Cancellation));
        Assert.True(await Documents.WriteAsync(key, Number(1), null, Cancellation));
        Assert.False(await Documents.WriteAsync(key, Number(2), null, Cancellation));
        var first = (await Documents.ReadAsync(key, Cancellation))!;
        Assert.True(await Documents.WriteAsync(key, Number(3), first.Version, Cancellation));
        Assert.False(await Documents.WriteAsync(key, Number(4), first.Version, Cancellation));
        Assert.False(await Documents.DeleteAsync(key, first.Version, Cancellation));
        Assert.Equal(Number(3), (await Documents.ReadAsync(key, Cancellation))!.Body);
    }

    [Fact]
    public async Task A_version_is_not_had_again_by_a_document_that_comes_back()
    {
        var key = Key("phoenix");
        var versions = new HashSet<string>(StringComparer.Ordinal);
        for (var life = 0; life < 3; life++)
        {
            Assert.True(await Documents.WriteAsync(key, Number(life), null, Cancellation));
            var version = (await Documents.ReadAsync(key, Cancellation))!.Version;
            Assert.True(versions.Add(version));
            Assert.True(await Documents.DeleteAsync(key, version, Cancellation));
            Assert.False(await Documents.DeleteAsync(key, version, Cancellation));
            Assert.False(await Documents.WriteAsync(key, Number(life), version, Cancellation));
        }
    }

    [Fact]
    public async Task Ten_that_count_in_one_document_lose_no_count()
    {
        const int Each = 8;
        var key = Key("counter");
        var processes = new List<Ports>();
        for (var process = 0; process < 2; process++) processes.Add(await Store.AnotherProcessAsync(Cancellation));
        await Task.WhenAll(Enumerable.Range(0, 10).Select(writer => CountAsync(processes[writer % 2].Documents)));
        Assert.Equal(Number(10 * Each), (await Documents.ReadAsync(key, Cancellation))!.Body);

        async Task CountAsync(IDocuments documents)
        {
            for (var counted = 0; counted < Each;)
            {
                var read = await documents.ReadAsync(key, Cancellation);
                var count = read is null ? 0 : (int)JsonNode.Parse(read.Body.Json)!["n"]!;
                if (await documents.WriteAsync(key, Number(count + 1), read?.Version, Cancellation)) counted++;
            }
        }
    }

    [Fact]
    public async Task Another_process_reads_what_was_written_at_once()
    {
        var (key, other) = (Key("shared"), await Store.AnotherProcessAsync(Cancellation));
        string? version = null;
        for (var number = 0; number < 20; number++)
        {
            Assert.True(await Documents.WriteAsync(key, Number(number), version, Cancellation));
            var read = (await other.Documents.ReadAsync(key, Cancellation))!;
            Assert.Equal(Number(number), read.Body);
            Assert.Contains(read, await other.Documents.ListAsync(Collection, null, 10, Cancellation));
            version = read.Version;
        }
    }

    [Fact]
    public async Task A_collection_is_listed_in_the_order_of_its_names_a_page_at_a_time()
    {
        string[] names = ["!", "10", "9", "A", "Z", "_", "a", "a!", "aa", "b", "~"];
        Assert.Empty(await Documents.ListAsync(Collection, null, 10, Cancellation));
        foreach (var name in names.Reverse()) Assert.True(await Documents.WriteAsync(Key(name), new($$"""{"name":"{{name}}"}"""), null, Cancellation));
        Assert.True(await Documents.WriteAsync(new(Collection + "-x", "a"), new("{}"), null, Cancellation));

        var listed = new List<StoredDocument>();
        while (await Documents.ListAsync(Collection, listed.LastOrDefault()?.Key.Name, 4, Cancellation) is { Count: > 0 } page) listed.AddRange(page);
        Assert.Equal(names, listed.Select(document => document.Key.Name), StringComparer.Ordinal);
        foreach (var document in listed) Assert.Equal(document, await Documents.ReadAsync(document.Key, Cancellation));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(IDocuments.MaxListed + 1)]
    public async Task A_list_out_of_its_bounds_cannot_be_asked_for(int limit) =>
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Documents.ListAsync(Collection, null, limit, Cancellation));

    private static DocumentBody Number(int number) => new(string.Create(CultureInfo.InvariantCulture, $$"""{"n":{{number}}}"""));

    private DocumentKey Key(string name) => new(Collection, name);
}
