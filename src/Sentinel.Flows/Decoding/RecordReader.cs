using System.Text;
using System.Text.Json;
using Sentinel.Contracts;

namespace Sentinel.Flows.Decoding;

/// <summary>Reads the members of one record after another into a Draft.</summary>
internal sealed class RecordReader
{
    private readonly byte[] buffer = new byte[JsonText.MaxShortLength];

    /// <summary>The record read last.</summary>
    public RecordDraft Draft { get; } = new();

    /// <summary>How many members of all records so far have a name that no field has.</summary>
    public int UnknownMembers { get; private set; }

    /// <param name="json">Stands on the object's start, afterwards on its end.</param>
    public void Read(ref Utf8JsonReader json)
    {
        Draft.Begin();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var member = JsonText.TryReadShort(in json, buffer, out var name) ? RecordMembers.Find(name) : null;
            json.Read();
            if (member is null)
            {
                UnknownMembers++;
                json.Skip();
                continue;
            }

            // {"flows":null} is a batch without any, and no flow.
            Draft.HasKnownMember |= json.TokenType != JsonTokenType.Null || member.Field != FlowFields.FlowCount;
            if (json.TokenType == JsonTokenType.Null || TryReadValue(ref json, member)) continue;
            Draft.Fault(member, member.Demand);
            json.Skip();
        }
    }

    private bool TryReadValue(ref Utf8JsonReader json, RecordMember member) => member.Kind switch
    {
        MemberKind.Keyword => TryReadKeyword(in json, member),
        MemberKind.Tags => TryReadTags(ref json, member),
        _ => TryReadShort(in json, member),
    };

    private bool TryReadShort(ref readonly Utf8JsonReader json, RecordMember member)
    {
        if (json.TokenType is not (JsonTokenType.String or JsonTokenType.Number)) return false;
        if (!JsonText.TryReadShort(in json, buffer, out var utf8)) return false;
        return utf8.Length == 0 || member.Kind switch
        {
            MemberKind.Time or MemberKind.IntervalTime => TryReadTime(utf8, member),
            MemberKind.Address => TryReadAddress(utf8, member),
            MemberKind.Direction => TryReadWord(Spelling.Direction(utf8), member),
            MemberKind.Action => TryReadWord(Spelling.Action(utf8), member),
            _ => TryReadNumber(utf8, member),
        };
    }

    private bool TryReadTime(ReadOnlySpan<byte> utf8, RecordMember member)
    {
        if (TimeText.IsAllZero(utf8)) return true;
        var field = (NumberField)member.Field;
        if (!TimeText.TryRead(utf8, out var time) || time < 0 || time > field.Max) return false;
        if (time == 0) return true;
        if (member.Kind == MemberKind.IntervalTime) Draft.SetInterval(member, time);
        else Draft.Set(member, field, time);
        return true;
    }

    private bool TryReadAddress(ReadOnlySpan<byte> utf8, RecordMember member)
    {
        if (!Address.TryParse(utf8, out var address)) return false;
        Draft.Set(member, (AddressField)member.Field, address);
        return true;
    }

    private bool TryReadWord(string? word, RecordMember member)
    {
        if (word is null) return false;
        Draft.Set(member, (KeywordField)member.Field, word);
        return true;
    }

    private bool TryReadNumber(ReadOnlySpan<byte> utf8, RecordMember member)
    {
        var field = (NumberField)member.Field;
        if (!NumberText.TryRead(utf8, out var number, out var isWhole))
        {
            if (member.Kind != MemberKind.Protocol || !Protocols.TryParse(utf8, out var protocol)) return false;
            number = protocol;
        }

        if (number > field.Max || (!isWhole && member.Kind != MemberKind.Counter)) return false;
        Draft.Set(member, field, number);
        return true;
    }

    private bool TryReadKeyword(ref readonly Utf8JsonReader json, RecordMember member)
    {
        if (!TryReadText(in json, out var text)) return false;
        if (text.Length > 0) Draft.Set(member, (KeywordField)member.Field, text);
        return true;
    }

    private bool TryReadTags(ref Utf8JsonReader json, RecordMember member)
    {
        var tags = new List<string>();
        if (json.TokenType == JsonTokenType.StartArray ? !TryReadArray(ref json, tags) : !TryReadList(in json, tags)) return false;
        if (tags.Count > 0) Draft.Set(member, (KeywordListField)member.Field, tags);
        return true;
    }

    /// <summary>Reads to the array's end, whatever it holds.</summary>
    private static bool TryReadArray(ref Utf8JsonReader json, List<string> tags)
    {
        var isRead = true;
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType == JsonTokenType.Null) continue;
            isRead = isRead && TryReadText(in json, out var tag) && TryAdd(tags, tag);
            json.Skip();
        }

        return isRead;
    }

    /// <summary>Reads a text of tags separated by <c>;</c>.</summary>
    private static bool TryReadList(ref readonly Utf8JsonReader json, List<string> tags)
    {
        const int MaxLength = KeywordListField.MaxCount * (KeywordField.MaxBytes + 1);
        if (!JsonText.TryReadText(in json, MaxLength, out var text)) return false;
        foreach (var range in text.AsSpan().Split(';'))
        {
            var tag = text.AsSpan(range).Trim();
            if (Encoding.UTF8.GetByteCount(tag) > KeywordField.MaxBytes || !TryAdd(tags, tag.ToString())) return false;
        }

        return true;
    }

    private static bool TryAdd(List<string> tags, string tag)
    {
        if (tag.Length == 0 || tags.Contains(tag, StringComparer.Ordinal)) return true;
        if (tags.Count == KeywordListField.MaxCount) return false;
        tags.Add(tag);
        return true;
    }

    private static bool TryReadText(ref readonly Utf8JsonReader json, out string text) =>
        JsonText.TryReadText(in json, KeywordField.MaxBytes, out text);
}
