using System.Numerics;
using Sentinel.Flows.Decoding;

namespace Sentinel.Flows.Tests.Decoding;

public sealed class RecordMembersTests
{
    [Fact]
    public void Every_field_has_a_bit_of_its_own()
    {
        Assert.All(RecordMembers.All, member => Assert.Equal(1, BitOperations.PopCount(member.Bit)));
        Assert.All(
            RecordMembers.All.GroupBy(member => member.Bit),
            sharing => Assert.Single(sharing.Select(member => (member.Field, member.Kind == MemberKind.IntervalTime)).Distinct()));
    }

    [Fact]
    public void A_field_too_many_is_refused()
    {
        Assert.Equal(0x8000_0000_0000_0000, RecordMembers.BitAt(63));
        Assert.Throws<InvalidOperationException>(() => RecordMembers.BitAt(64));
    }
}
