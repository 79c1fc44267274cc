using Sentinel.Contracts;

namespace Sentinel.Flows.Decoding;

/// <summary>What a record leaves out and other members imply; what it must not leave out; what must agree.</summary>
internal static class RecordCompletion
{
    private static readonly ulong Source = RecordMembers.BitOf(FlowFields.SrcIp);
    private static readonly ulong Destination = RecordMembers.BitOf(FlowFields.DstIp);
    private static readonly ulong First = RecordMembers.BitOf(FlowFields.FirstSeen);
    private static readonly ulong Last = RecordMembers.BitOf(FlowFields.LastSeen);
    private static readonly ulong Whole = RecordMembers.BitOf(FlowFields.Bytes);
    private static readonly ulong Request = RecordMembers.BitOf(FlowFields.RequestBytes);
    private static readonly ulong Response = RecordMembers.BitOf(FlowFields.ResponseBytes);

    private static readonly ulong Times = RecordMembers.All
        .Where(member => member.Kind is MemberKind.Time or MemberKind.IntervalTime)
        .Aggregate(0UL, (bits, member) => bits | member.Bit);

    /// <param name="messageTime">Epoch ms; stands for the times of a record that has none.</param>
    public static void Complete(RecordDraft draft, long? messageTime)
    {
        Require(draft, Source, FlowFields.SrcIp);
        Require(draft, Destination, FlowFields.DstIp);
        if (!draft.HasFaulty(Times)) CompleteTimes(draft, messageTime);
        if (!draft.HasFaulty(Whole | Request | Response)) CompleteBytes(draft);
    }

    private static void Require(RecordDraft draft, ulong bit, Field field)
    {
        if (!draft.Has(bit) && !draft.HasFaulty(bit)) draft.FaultMissing(field.Name, "is missing");
    }

    private static void CompleteTimes(RecordDraft draft, long? messageTime)
    {
        var flow = draft.Flow;
        // Both stamps are the interval that the flow was counted in, and yield to a time of its own. One alone is the time that is missing, where that can be.
        var (start, end) = (draft.IntervalStart, draft.IntervalEnd);
        if (!draft.Has(First) && !draft.Has(Last))
        {
            (flow.FirstSeen, flow.LastSeen) = (start, end);
            if (flow.FirstSeen == 0 && flow.LastSeen == 0) flow.LastSeen = messageTime ?? 0;
            if (flow.FirstSeen == 0 && flow.LastSeen == 0) draft.FaultMissing(FlowFields.LastSeen.Name, "is missing: the record has no time");
        }
        else if (start == 0 && !draft.Has(Last) && end > flow.FirstSeen) flow.LastSeen = end;
        else if (end == 0 && !draft.Has(First) && start < flow.LastSeen) flow.FirstSeen = start;
        if (flow.FirstSeen == 0) flow.FirstSeen = flow.LastSeen;
        if (flow.LastSeen == 0) flow.LastSeen = flow.FirstSeen;
        if (flow.LastSeen < flow.FirstSeen) draft.Fault(EndOf(draft), "is before the start of the flow");
    }

    private static RecordMember EndOf(RecordDraft draft) =>
        draft.Has(Last) ? draft.Spelled(Last) : RecordMembers.All.Last(member => member.Kind == MemberKind.IntervalTime);

    private static void CompleteBytes(RecordDraft draft)
    {
        var flow = draft.Flow;
        var (hasWhole, hasRequest, hasResponse) = (draft.Has(Whole), draft.Has(Request), draft.Has(Response));
        if (!hasWhole)
        {
            flow.Bytes = flow.RequestBytes + flow.ResponseBytes;
            if (flow.Bytes > FlowFields.Bytes.Max)
                draft.Fault(draft.Spelled(Response), $"makes, with the request, more than {FlowFields.Bytes.Max} bytes");
            return;
        }

        if (!hasRequest) flow.RequestBytes = flow.Bytes - flow.ResponseBytes;
        else if (!hasResponse) flow.ResponseBytes = flow.Bytes - flow.RequestBytes;
        if (flow.RequestBytes < 0 || flow.ResponseBytes < 0 || flow.RequestBytes + flow.ResponseBytes != flow.Bytes)
            draft.Fault(draft.Spelled(Whole), "is not the sum of request and response bytes");
    }
}
