using System.Text;
using Sentinel.Testing;

namespace Sentinel.Contracts.Tests;

/// <summary>The page of fields is what the registry says. Write it anew with SENTINEL_UPDATE_SNAPSHOTS=1.</summary>
public class FieldsReferenceTests
{
    private const string Head =
        """
        # Fields

        Every field of a flow, in JSON, in the index, in SQL and in answers under the same name. A row is one conversation direction, or one
        bidirectional session where the producer says so, in one minute at one exporter; flows of one message are merged into it by the rule of each field.

        | field | type | merged by | groups | meaning |
        | --- | --- | --- | --- | --- |

        """;

    private const string Foot =
        """

        `key`: flows with different values stay apart. `derived`: not supplied, made from the others. *groups*: a top list may group by it.
        Times are UTC, in epoch ms; addresses v4 or v6; text is at most 1024 bytes of UTF-8.

        """;

    [Fact]
    public void It_lists_the_registry()
    {
        var text = new StringBuilder(Head);
        foreach (var field in FlowFields.All)
            text.Append($"| `{field.Name}` | {TypeOf(field)} | {Word(field.Merge)} | {(field.Groupable ? "yes" : "")} | {field.Meaning.Replace("|", "\\|", StringComparison.Ordinal)} |\n");
        text.Append(Foot);
        var file = DocsFolder.File("reference", "fields.md");
        if (Environment.GetEnvironmentVariable("SENTINEL_UPDATE_SNAPSHOTS") is "1") File.WriteAllText(file, text.ToString());
        Assert.Equal(text.ToString(), File.ReadAllText(file));
    }

    private static string TypeOf(Field field) => field switch
    {
        KeywordListField => "keywords",
        { Type: FieldType.Date } => "time",
        _ => Word(field.Type),
    };

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
