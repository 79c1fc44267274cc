using Sentinel.Contracts;

namespace Sentinel.Flows.Decoding;

/// <summary>A record while it is read: the flow so far, which fields it gave, and what is wrong with it.</summary>
internal sealed class RecordDraft
{
    private const string Contradiction = "contradicts another member of the record for the same field";

    private readonly List<RecordFault> faults = [];
    private readonly RecordMember[] spelled = new RecordMember[64];
    private IReadOnlyList<RecordFault> lastFaults = [];
    private ulong given;
    private ulong faulty;

    public Flow Flow { get; private set; } = new();

    /// <summary>Whether it has a member that a field knows, whatever its value; a count of flows is none where it is null.</summary>
    public bool HasKnownMember { get; set; }

    /// <summary>Epoch ms of the producer's own interval; 0 where it names none.</summary>
    public long IntervalStart { get; private set; }

    /// <inheritdoc cref="IntervalStart"/>
    public long IntervalEnd { get; private set; }

    public void Begin()
    {
        Flow = new();
        (IntervalStart, IntervalEnd) = (0, 0);
        HasKnownMember = false;
        faults.Clear();
        (given, faulty) = (0, 0);
    }

    /// <summary>Whether the record gave the field a value that can be used.</summary>
    public bool Has(ulong bit) => (given & bit) != 0;

    public bool HasFaulty(ulong bits) => (faulty & bits) != 0;

    /// <summary>The member that gave the field.</summary>
    public RecordMember Spelled(ulong bit) => spelled[(int)ulong.Log2(bit)];

    public void Set(RecordMember member, NumberField field, long value)
    {
        if (IsFirst(member)) field.Set(Flow, value);
        else RequireSame(member, field.Get(Flow) == value);
    }

    public void Set(RecordMember member, AddressField field, Address value)
    {
        if (IsFirst(member)) field.Set(Flow, value);
        else RequireSame(member, field.Get(Flow) == value);
    }

    public void Set(RecordMember member, KeywordField field, string value)
    {
        if (IsFirst(member)) field.Set(Flow, value);
        else RequireSame(member, string.Equals(field.Get(Flow), value, StringComparison.Ordinal));
    }

    public void Set(RecordMember member, KeywordListField field, IReadOnlyList<string> values)
    {
        if (IsFirst(member)) field.Set(Flow, values);
        else RequireSame(member, field.Get(Flow).SequenceEqual(values, StringComparer.Ordinal));
    }

    public void SetInterval(RecordMember member, long time)
    {
        var isStart = member.Field == FlowFields.FirstSeen;
        if (!IsFirst(member)) RequireSame(member, time == (isStart ? IntervalStart : IntervalEnd));
        else if (isStart) IntervalStart = time;
        else IntervalEnd = time;
    }

    public void Fault(RecordMember member, string why)
    {
        faulty |= member.Bit;
        faults.Add(new(member.Name, why));
    }

    public void FaultMissing(string name, string why) => faults.Add(new(name, why));

    /// <summary>The faults found; neighbours with the same ones share a list, so that a body of faulty records costs no more than its size.</summary>
    public IReadOnlyList<RecordFault> TakeFaults()
    {
        if (faults.Count == 0) return [];
        if (!faults.SequenceEqual(lastFaults)) lastFaults = [.. faults];
        return lastFaults;
    }

    private bool IsFirst(RecordMember member)
    {
        if (Has(member.Bit)) return false;
        given |= member.Bit;
        spelled[(int)ulong.Log2(member.Bit)] = member;
        return true;
    }

    private void RequireSame(RecordMember member, bool isSame)
    {
        if (!isSame) Fault(member, Contradiction);
    }
}
