using System.Reflection;
using System.Text.Json;
using Sentinel.Testing;

namespace Sentinel.Contracts.Tests;

public sealed class FlowFieldsTests
{
    [Fact]
    public void Names_are_unique_and_in_snake_case()
    {
        var names = FlowFields.All.Select(field => field.Name).ToArray();
        Assert.Equal(names, names.Distinct(StringComparer.Ordinal).ToArray());
        Assert.All(names, name => Assert.Matches("^@?[a-z]+(_[a-z]+)*$", name));
        Assert.All(FlowFields.All, field => Assert.Same(field, FlowFields.ByName[field.Name]));
        Assert.All(FlowFields.All, field => Assert.NotEmpty(field.Meaning));
    }

    [Fact]
    public void Every_field_of_the_registry_is_listed()
    {
        var declared = typeof(FlowFields).GetProperties(BindingFlags.Public | BindingFlags.Static)
            .Where(property => property.PropertyType.IsAssignableTo(typeof(Field)))
            .Select(property => (Field)property.GetValue(null)!);
        Assert.Equal(declared.ToHashSet(), FlowFields.All.ToHashSet());
    }

    [Fact]
    public void The_fields_a_message_supplies_are_the_members_of_a_flow()
    {
        var members = typeof(Flow).GetProperties().Where(property => property.CanWrite && property.Name is not nameof(Flow.BeginsMessage))
            .Select(property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name)).Order(StringComparer.Ordinal).ToArray();
        Assert.Equal(members, FlowFields.Supplied.Select(field => field.Name).Order(StringComparer.Ordinal).ToArray());
    }

    [Fact]
    public void A_field_reads_and_writes_its_own_member()
    {
        foreach (var field in FlowFields.Supplied)
        {
            var flow = Some.FlowWithOther(field);
            foreach (var other in FlowFields.Supplied)
                Assert.True(other.IsSame(Some.Flow(), flow) == (other != field), $"setting {field} shows in {other}");
            Assert.NotNull(field.ValueIn(new(default, flow)));
        }
    }

    [Fact]
    public void A_field_is_the_same_in_two_flows_of_its_value_only()
    {
        foreach (var field in FlowFields.Supplied)
        {
            Assert.True(field.IsSame(Some.FlowWithOther(field), Some.FlowWithOther(field)), field.Name);
            Assert.Equal(HashOf(field, Some.FlowWithOther(field)), HashOf(field, Some.FlowWithOther(field)));
            Assert.NotEqual(HashOf(field, Some.Flow()), HashOf(field, Some.FlowWithOther(field)));
        }
    }

    [Fact]
    public void A_derived_field_follows_from_the_flow_and_cannot_be_set()
    {
        var row = Some.Row();
        Assert.Equal(row.Flow.Window.End, FlowFields.Timestamp.ValueIn(row)?.AsNumber());
        Assert.Equal("10.0.0.1 → 192.0.2.1", FlowFields.Pair.ValueIn(row)?.AsKeyword());
        Assert.Throws<InvalidOperationException>(() => FlowFields.Timestamp.Set(row.Flow, 1));
        Assert.Throws<InvalidOperationException>(() => FlowFields.Pair.Set(row.Flow, "a"));
        Assert.Null(FlowFields.Id.ValueIn(row));
    }

    [Fact]
    public void Every_number_is_bounded_by_what_stays_exact() =>
        Assert.All(FlowFields.All.OfType<NumberField>(), field => Assert.InRange(field.Max, 1, NumberField.MaxExact));

    [Fact]
    public void Each_field_merges_by_the_rule_of_its_meaning()
    {
        Assert.Equal(["bytes", "packets", "request_bytes", "response_bytes", "flow_count"], NamesOf(MergeRule.Sum));
        Assert.Equal(["tcp_flags"], NamesOf(MergeRule.Or));
        Assert.Equal(["first_seen"], NamesOf(MergeRule.Min));
        Assert.Equal(["last_seen"], NamesOf(MergeRule.Max));
        Assert.Equal(["@timestamp", "messages", "pair", "id", "tie"], NamesOf(MergeRule.Derived));
    }

    private static string[] NamesOf(MergeRule rule) => [.. FlowFields.All.Where(field => field.Merge == rule).Select(field => field.Name)];

    private static int HashOf(Field field, Flow flow)
    {
        var hash = new HashCode();
        field.AddTo(ref hash, flow);
        return hash.ToHashCode();
    }
}
