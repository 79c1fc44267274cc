using System.Text.RegularExpressions;
using Sentinel.Contracts;
using Sentinel.Flows.Decoding;

namespace Sentinel.Flows.Tests.Decoding;

public sealed class SpellingsTests
{
    public static TheoryData<string, string> Aliases => new()
    {
        { "source_ip", "src_ip" }, { "ip_src", "src_ip" }, { "destination_ip", "dst_ip" }, { "ip_dst", "dst_ip" },
        { "source_port", "src_port" }, { "port_src", "src_port" }, { "destination_port", "dst_port" }, { "port_dst", "dst_port" },
        { "ip_proto", "protocol" }, { "proto", "protocol" },
        { "first_seen_ms", "first_seen" }, { "start_time", "first_seen" }, { "timestamp_start", "first_seen" }, { "stamp_inserted", "first_seen" },
        { "last_seen_ms", "last_seen" }, { "end_time", "last_seen" }, { "timestamp_end", "last_seen" }, { "stamp_updated", "last_seen" },
        { "exporter", "exporter_ip" }, { "peer_ip_src", "exporter_ip" }, { "subscriber", "subscriber_id" }, { "common_name", "subscriber_id" },
        { "src_hostname", "src_host" }, { "dst_hostname", "dst_host" }, { "request_byte", "request_bytes" }, { "response_byte", "response_bytes" },
        { "flows", "flow_count" },
    };

    /// <summary>What MassTransit's default serializer makes of a class with such members.</summary>
    public static TheoryData<string, string> CamelCase { get; } = new(
        FlowFields.Supplied.Select(supplied => (supplied.Name, Field: supplied.Name)).Concat(Aliases.Select(alias => (Name: alias.Data.Item1, Field: alias.Data.Item2)))
            .Where(spelling => spelling.Name.Contains('_', StringComparison.Ordinal) && !spelling.Name.StartsWith("stamp_", StringComparison.Ordinal))
            .Select(spelling => (Regex.Replace(spelling.Name, "_.", word => word.Value[1..].ToUpperInvariant(), RegexOptions.None, TimeSpan.FromSeconds(1)), spelling.Field)));

    [Theory]
    [MemberData(nameof(Aliases))]
    [MemberData(nameof(CamelCase))]
    public void Another_spelling_says_the_same(string alias, string name) => Assert.Equal(FlowWith(name), FlowWith(alias));

    [Fact]
    public void Every_spelling_is_tried() =>
        Assert.Equal(
            RecordMembers.All.Select(member => member.Name).Where(name => !FlowFields.ByName.ContainsKey(name)).Order(StringComparer.Ordinal).ToArray(),
            Aliases.Concat(CamelCase).Select(alias => alias.Data.Item1).Order(StringComparer.Ordinal).ToArray());

    [Fact]
    public void Every_field_that_a_message_supplies_is_read_in_its_own_name()
    {
        foreach (var field in FlowFields.Supplied)
        {
            var flow = Sample.Only(RecordWith(field.Name));
            var read = field.ValueIn(new(default, flow));
            Assert.Equal(ValueOf(field.Name).Trim('"'), read.ToString());
        }
    }

    [Theory]
    [InlineData("\"src_port\":5,\"source_port\":5")]
    [InlineData("\"src_port\":5,\"src_port\":\"5\"")]
    [InlineData("\"src_port\":null,\"source_port\":5,\"port_src\":\"\"")]
    public void Two_members_for_one_field_may_agree(string members) => Assert.Equal(5, Sample.With(members).SrcPort);

    [Theory]
    [InlineData("\"src_port\":5,\"source_port\":6", "source_port")]
    [InlineData("\"src_port\":5,\"src_port\":6", "src_port")]
    [InlineData("\"exporter\":\"10.0.0.1\",\"peer_ip_src\":\"10.0.0.2\"", "peer_ip_src")]
    [InlineData("\"subscriber\":\"a\",\"common_name\":\"A\"", "common_name")]
    [InlineData("\"asset_tags\":[\"a\",\"b\"],\"asset_tags\":\"b;a\"", "asset_tags")]
    [InlineData("\"start_time\":5,\"first_seen\":6", "first_seen")]
    [InlineData("\"action\":\"allow\",\"action\":\"drop\"", "action")]
    public void Where_they_do_not_the_record_is_faulty(string members, string member) => Assert.Equal([member], Sample.FaultyWith(members));

    private static string FlowWith(string name) => Sample.JsonOf(Sample.Only(RecordWith(name)));

    /// <summary>A record with a value in the member, and in what else it needs.</summary>
    private static string RecordWith(string name)
    {
        var field = RecordMembers.All.Single(member => string.Equals(member.Name, name, StringComparison.Ordinal)).Field;
        string[] names =
        [
            name,
            .. new Field[] { FlowFields.SrcIp, FlowFields.DstIp }.Where(needed => needed != field).Select(needed => needed.Name),
            .. field.Type == FieldType.Date ? Array.Empty<string>() : ["last_seen"],
        ];
        return $"{{{string.Join(',', names.Select(each => $"\"{each}\":{ValueOf(each)}"))}}}";
    }

    private static string ValueOf(string name) => RecordMembers.All.Single(member => string.Equals(member.Name, name, StringComparison.Ordinal)) switch
    {
        { Field: AddressField } => "\"2001:db8::7\"",
        { Kind: MemberKind.Direction } => "\"internal\"",
        { Kind: MemberKind.Action } => "\"drop\"",
        { Field: NumberField } => "17",
        _ => "\"word\"",
    };
}
