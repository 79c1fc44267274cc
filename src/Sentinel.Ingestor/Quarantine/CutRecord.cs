using System.Security.Cryptography;
using System.Text;
using Sentinel.Storage;

namespace Sentinel.Ingestor.Quarantine;

/// <summary>The beginning of a record that is too large to be kept whole, and what tells the whole one from others. It cannot be taken again.</summary>
internal static class CutRecord
{
    public const int MaxCharacters = 32 * 1024;

    /// <summary>Null where there is nothing to cut.</summary>
    public static QuarantinedRecord? Of(QuarantinedRecord whole)
    {
        if (whole.Record.Length <= MaxCharacters) return null;
        var utf8 = Encoding.UTF8.GetBytes(whole.Record);
        var length = char.IsHighSurrogate(whole.Record[MaxCharacters - 1]) ? MaxCharacters - 1 : MaxCharacters;
        return whole with
        {
            Record = whole.Record[..length],
            Origin = null,
            Reason = $"{whole.Reason} (cut: {utf8.Length} bytes in full, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(utf8))})",
        };
    }
}
