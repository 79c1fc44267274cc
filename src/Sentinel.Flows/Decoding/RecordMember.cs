using Sentinel.Contracts;

namespace Sentinel.Flows.Decoding;

/// <summary>How a member's value is read.</summary>
internal enum MemberKind
{
    Time,

    /// <summary>A time of the producer's own interval, which speaks only where the record has no time of the flow.</summary>
    IntervalTime,
    Number,

    /// <summary>A number whose fraction is cut off.</summary>
    Counter,
    Protocol,
    Address,
    Direction,
    Action,
    Keyword,
    Tags,
}

/// <summary>One accepted spelling of a field.</summary>
/// <param name="Name">The spelling.</param>
/// <param name="Bit">Stands for the field in a record's sets of fields.</param>
internal sealed record RecordMember(string Name, Field Field, MemberKind Kind, ulong Bit)
{
    /// <summary>What a faulty value is told; the value itself stands in the record's text.</summary>
    public string Demand { get; } = Kind switch
    {
        MemberKind.Time or MemberKind.IntervalTime => "must be a time: epoch ms, ISO 8601, or YYYY-MM-DD HH:MM:SS in UTC, from 1970 to 9999",
        MemberKind.Number => $"must be a whole number from 0 to {((NumberField)Field).Max}",
        MemberKind.Counter => $"must be a number from 0 to {((NumberField)Field).Max}",
        MemberKind.Protocol => "must be a protocol number from 0 to 255 or an IANA keyword",
        MemberKind.Address => "must be an IP address",
        MemberKind.Direction => "must be outbound, inbound, internal or external",
        MemberKind.Action => "must be allow or drop",
        MemberKind.Tags => $"must be at most {KeywordListField.MaxCount} texts of at most {KeywordField.MaxBytes} bytes each",
        _ => $"must be a text of at most {KeywordField.MaxBytes} bytes",
    };
}
