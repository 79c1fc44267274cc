using System.Text;
using Sentinel.Contracts;

namespace Sentinel.Flows.Decoding;

/// <summary>The words that dialects use for the values of <c>direction</c> and <c>action</c>, read in any case.</summary>
public static class Spelling
{
    public static IReadOnlyList<(string Word, string Value)> DirectionWords { get; } =
    [
        ("outbound", Directions.Outbound), ("uplink", Directions.Outbound), ("in2out", Directions.Outbound),
        ("inbound", Directions.Inbound), ("downlink", Directions.Inbound), ("out2in", Directions.Inbound),
        ("internal", Directions.Internal), ("external", Directions.External),
    ];

    public static IReadOnlyList<(string Word, string Value)> ActionWords { get; } =
    [
        ("allow", Actions.Allow), ("permit", Actions.Allow), ("drop", Actions.Drop), ("deny", Actions.Drop),
    ];

    /// <summary>Null for a word that is no direction.</summary>
    public static string? Direction(ReadOnlySpan<byte> utf8) => Find(DirectionWords, utf8);

    /// <summary>Null for a word that is no action.</summary>
    public static string? Action(ReadOnlySpan<byte> utf8) => Find(ActionWords, utf8);

    private static string? Find(IReadOnlyList<(string Word, string Value)> words, ReadOnlySpan<byte> utf8)
    {
        foreach (var (word, value) in words)
        {
            if (Ascii.EqualsIgnoreCase(utf8, word)) return value;
        }

        return null;
    }
}
