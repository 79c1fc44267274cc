using System.Text;
using System.Text.Json;
using Sentinel.Contracts;

namespace Sentinel.Flows.Decoding;

/// <summary>The members of a body's outermost object, which tell a batch and an envelope from a bare flow.</summary>
internal sealed class MessageHead(ReadOnlyMemory<byte> body)
{
    private const int MaxIdLength = 200;
    private const int MaxIdBytes = 3 * MaxIdLength;

    private readonly byte[] buffer = new byte[JsonText.MaxShortLength];
    private string? batchId;
    private string? badBatchId;

    public BatchExporter Exporter { get; private set; }

    /// <summary>The raw JSON of the <c>flows</c> array.</summary>
    public ReadOnlyMemory<byte>? Flows { get; private set; }

    /// <summary>The raw JSON of the <c>message</c> that an envelope carries.</summary>
    public ReadOnlyMemory<byte>? Envelope { get; private set; }

    public bool HasMessageType { get; private set; }

    public int UnknownMembers { get; private set; }

    /// <param name="json">Stands on the object's start, afterwards on its end.</param>
    /// <param name="records">Takes the elements of <c>flows</c>.</param>
    public void Read(ref Utf8JsonReader json, RecordList records)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (!JsonText.TryReadShort(in json, buffer, out var name)) name = default;
            if (name.SequenceEqual("flows"u8)) ReadFlows(ref json, records);
            else if (name.SequenceEqual("batch_id"u8) || name.SequenceEqual("batchId"u8)) ReadBatchId(ref json);
            else if (RecordMembers.Find(name) is { } member && member.Field == FlowFields.ExporterIp) ReadExporter(ref json, member);
            else ReadOther(ref json, name);
        }
    }

    /// <exception cref="NotAMessageException">What the batch gives as its id is none.</exception>
    public string? RequireBatchId() => badBatchId is null ? batchId : throw new NotAMessageException(badBatchId);

    private void ReadFlows(ref Utf8JsonReader json, RecordList records)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Null || IsNumber(in json)) return;
        if (json.TokenType != JsonTokenType.StartArray) throw new NotAMessageException("flows is no array");
        if (Flows is not null) throw new NotAMessageException("flows is given twice");
        var start = (int)json.TokenStartIndex;
        records.ReadArray(ref json);
        Flows = body[start..(int)json.BytesConsumed];
    }

    /// <summary>pmacct's count of flows in a bare record, which like any number may come as text.</summary>
    private bool IsNumber(ref readonly Utf8JsonReader json) =>
        json.TokenType == JsonTokenType.Number
        || (json.TokenType == JsonTokenType.String && JsonText.TryReadShort(in json, buffer, out var utf8) && NumberText.TryRead(utf8, out _, out _));

    private void ReadBatchId(ref Utf8JsonReader json)
    {
        var before = batchId;
        json.Read();
        if (json.TokenType == JsonTokenType.Null) return;
        var isId = TryReadId(in json);
        json.Skip();
        if (!isId) badBatchId = $"batch_id is no text of 1 to {MaxIdLength} characters";
        else if (before is not null && !string.Equals(before, batchId, StringComparison.Ordinal)) badBatchId = "batch_id is given twice";
    }

    private bool TryReadId(ref readonly Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.Number)
        {
            if (json.ValueSpan.Length > MaxIdLength) return false;
            batchId = Encoding.ASCII.GetString(json.ValueSpan);
            return true;
        }

        if (!JsonText.TryReadText(in json, MaxIdBytes, out var id) || id.Length > MaxIdLength) return false;
        if (id.Length > 0) batchId = id;
        return true;
    }

    private void ReadExporter(ref Utf8JsonReader json, RecordMember member)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Null) return;
        var isText = json.TokenType == JsonTokenType.String;
        if (isText && json.ValueSpan.Length == 0) return;
        if (!isText || !JsonText.TryReadShort(in json, buffer, out var utf8) || !Address.TryParse(utf8, out var address))
            Exporter = Exporter with { Fault = new(member.Name, member.Demand) };
        else if (Exporter.Address is { } other && other != address)
            Exporter = Exporter with { Fault = new(member.Name, "contradicts another exporter of the batch") };
        else Exporter = Exporter with { Address = address };
        json.Skip();
    }

    private void ReadOther(ref Utf8JsonReader json, scoped ReadOnlySpan<byte> name)
    {
        var isMessage = name.SequenceEqual("message"u8);
        HasMessageType |= name.SequenceEqual("messageType"u8);
        UnknownMembers++;
        json.Read();
        var start = (int)json.TokenStartIndex;
        json.Skip();
        if (isMessage) Envelope = body[start..(int)json.BytesConsumed];
    }
}
