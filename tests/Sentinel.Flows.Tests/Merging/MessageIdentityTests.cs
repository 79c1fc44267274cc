using Sentinel.Contracts;
using Sentinel.Flows.Merging;

namespace Sentinel.Flows.Tests.Merging;

public sealed class MessageIdentityTests
{
    private static readonly Window Window = new(1_795_262_400_000);

    [Fact]
    public void The_same_parts_are_the_same_message()
    {
        var one = MessageIdentity.Of("id", Address.Parse("192.0.2.1"), "[]"u8);
        var two = MessageIdentity.Of("id", Address.Parse("::ffff:192.0.2.1"), "[]"u8);
        Assert.Equal(one, two);
        Assert.Equal(one.GetHashCode(), two.GetHashCode());
        Assert.Equal(one.RecordIdOf(3).RowIn(Window), two.RecordIdOf(3).RowIn(Window));
        Assert.Equal(one.RecordIdOf(3).ToString(), two.RecordIdOf(3).ToString());
    }

    [Fact]
    public void Other_parts_are_another_message_however_they_join()
    {
        MessageIdentity[] all =
        [
            MessageIdentity.Of(null, null, "[]"u8),
            MessageIdentity.Of("", null, "[]"u8),
            MessageIdentity.Of(null, Address.UnspecifiedV4, "[]"u8),
            MessageIdentity.Of("a", null, "[]"u8),
            MessageIdentity.Of("a", Address.UnspecifiedV4, "[]"u8),
            MessageIdentity.Of("a[", null, "]"u8),
            MessageIdentity.Of("a", null, "[ ]"u8),
        ];
        Assert.Equal(all.Length, all.Distinct().Count());
        Assert.True(all[0] != all[1]);
    }

    [Fact]
    public void Ids_never_change_between_versions()
    {
        var identity = MessageIdentity.Of("batch", Address.Parse("192.0.2.1"), "[{}]"u8);
        Assert.Equal("AciPEHGeKR-KUCEf", identity.RecordIdOf(0).RowIn(Window).ToString());
        Assert.Equal("cZ4pH4pQIR_kIpGn-iwNXg", identity.RecordIdOf(0).ToString());
    }

    [Fact]
    public void Each_record_has_ids_of_its_own()
    {
        var identity = MessageIdentity.Of(null, null, "[]"u8);
        Assert.Equal(2_000, Enumerable.Range(0, 2_000).Select(index => identity.RecordIdOf(index).RowIn(Window)).Distinct().Count());
        Assert.All(Enumerable.Range(0, 10), index => Assert.Equal(22, identity.RecordIdOf(index).ToString().Length));
        Assert.Equal(Window.Minute, identity.RecordIdOf(0).RowIn(Window).Minute);
    }
}
