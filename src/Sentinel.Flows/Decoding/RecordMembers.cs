using Sentinel.Contracts;

namespace Sentinel.Flows.Decoding;

/// <summary>Every accepted spelling of every field: the registry's own names, those of known producers, and both in camel case, as MassTransit's default serializer writes.</summary>
internal static class RecordMembers
{
    private static readonly (string Name, Field Field)[] Aliases =
    [
        ("source_ip", FlowFields.SrcIp),
        ("ip_src", FlowFields.SrcIp),
        ("destination_ip", FlowFields.DstIp),
        ("ip_dst", FlowFields.DstIp),
        ("source_port", FlowFields.SrcPort),
        ("port_src", FlowFields.SrcPort),
        ("destination_port", FlowFields.DstPort),
        ("port_dst", FlowFields.DstPort),
        ("ip_proto", FlowFields.Protocol),
        ("proto", FlowFields.Protocol),
        ("first_seen_ms", FlowFields.FirstSeen),
        ("start_time", FlowFields.FirstSeen),
        ("timestamp_start", FlowFields.FirstSeen),
        ("last_seen_ms", FlowFields.LastSeen),
        ("end_time", FlowFields.LastSeen),
        ("timestamp_end", FlowFields.LastSeen),
        ("exporter", FlowFields.ExporterIp),
        ("peer_ip_src", FlowFields.ExporterIp),
        ("subscriber", FlowFields.SubscriberId),
        ("common_name", FlowFields.SubscriberId),
        ("src_hostname", FlowFields.SrcHost),
        ("dst_hostname", FlowFields.DstHost),
        ("request_byte", FlowFields.RequestBytes),
        ("response_byte", FlowFields.ResponseBytes),
        ("flows", FlowFields.FlowCount),
    ];

    /// <summary>pmacct writes both the flow's times and those of the interval it was counted in, where it is told to.</summary>
    private static readonly (string Name, Field Field)[] IntervalAliases =
    [
        ("stamp_inserted", FlowFields.FirstSeen),
        ("stamp_updated", FlowFields.LastSeen),
    ];

    private static readonly RecordMember[] SnakeCase =
    [
        .. FlowFields.Supplied.Select(field => new RecordMember(field.Name, field, KindOf(field), BitOf(field))),
        .. Aliases.Select(alias => new RecordMember(alias.Name, alias.Field, KindOf(alias.Field), BitOf(alias.Field))),
        .. IntervalAliases.Select((alias, index) => new RecordMember(
            alias.Name, alias.Field, MemberKind.IntervalTime, BitAt(FlowFields.Supplied.Count + index))),
    ];

    /// <summary>Every spelling.</summary>
    public static IReadOnlyList<RecordMember> All { get; } =
    [
        .. SnakeCase,
        .. SnakeCase.Where(member => member.Kind != MemberKind.IntervalTime && member.Name.Contains('_', StringComparison.Ordinal))
            .Select(member => new RecordMember(CamelCase(member.Name), member.Field, member.Kind, member.Bit)),
    ];

    private static readonly Dictionary<string, RecordMember>.AlternateLookup<ReadOnlySpan<byte>> ByName =
        All.ToDictionary(member => member.Name, Utf8NameComparer.Instance).GetAlternateLookup<ReadOnlySpan<byte>>();

    private static readonly int MaxLength = All.Max(member => member.Name.Length);

    /// <returns>Null for a name that no field has.</returns>
    public static RecordMember? Find(ReadOnlySpan<byte> name) =>
        name.Length <= MaxLength && ByName.TryGetValue(name, out var member) ? member : null;

    public static ulong BitOf(Field field)
    {
        for (var index = 0; index < FlowFields.Supplied.Count; index++)
        {
            if (FlowFields.Supplied[index] == field) return BitAt(index);
        }

        throw new ArgumentException($"no message supplies {field}", nameof(field));
    }

    /// <exception cref="InvalidOperationException">There are more fields than bits: two would share one, and fault each other's records.</exception>
    internal static ulong BitAt(int index) =>
        index < 64 ? 1UL << index : throw new InvalidOperationException($"a set of fields has 64 bits; none is left for number {index}");

    private static string CamelCase(string name) =>
        string.Concat(name.Split('_').Select((word, index) => index == 0 ? word : $"{char.ToUpperInvariant(word[0])}{word[1..]}"));

    private static MemberKind KindOf(Field field) => field switch
    {
        _ when field == FlowFields.Protocol => MemberKind.Protocol,
        _ when field == FlowFields.Direction => MemberKind.Direction,
        _ when field == FlowFields.Action => MemberKind.Action,
        { Type: FieldType.Date } => MemberKind.Time,
        { Merge: MergeRule.Sum } => MemberKind.Counter,
        NumberField => MemberKind.Number,
        AddressField => MemberKind.Address,
        KeywordListField => MemberKind.Tags,
        _ => MemberKind.Keyword,
    };
}
