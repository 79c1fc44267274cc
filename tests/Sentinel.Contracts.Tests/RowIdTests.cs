using FsCheck;
using FsCheck.Fluent;

namespace Sentinel.Contracts.Tests;

public sealed class RowIdTests
{
    [Fact]
    public void An_id_comes_back_from_its_text() =>
        Prop.ForAll<uint, ulong>((minute, hash) =>
        {
            var id = new RowId(minute, hash);
            Assert.Equal(RowId.TextLength, id.ToString().Length);
            Assert.Equal(id, RowId.Parse(id.ToString()));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_text_is_base64url_of_minute_and_hash() => Assert.Equal("AciPEAECAwQFBgf_", new RowId(0x01C88F10, 0x01020304050607FF).ToString());

    [Theory]
    [InlineData("")]
    [InlineData("AciPEAECAwQFBgf")]
    [InlineData("AciPEAECAwQFBgf_A")]
    [InlineData("AciPEAECAwQFBgf=")]
    [InlineData("AciPEAECAwQFBgf/")]
    [InlineData("AciPEAECAwQFBg+_")]
    [InlineData("AciPEAECAwQFBg _")]
    [InlineData("AciPEAECAwQFBgfé")]
    public void What_is_no_id_is_refused(string text)
    {
        Assert.False(RowId.TryParse(text, out _));
        Assert.Throws<FormatException>(() => RowId.Parse(text));
    }

    [Fact]
    public void No_text_is_no_id() => Assert.False(RowId.TryParse(null, out _));

    [Theory]
    [InlineData(0UL, int.MinValue)]
    [InlineData(0x7FFFFFFF_FFFFFFFFUL, -1)]
    [InlineData(0x80000000_00000000UL, 0)]
    [InlineData(ulong.MaxValue, int.MaxValue)]
    public void Ties_are_ordered_by_the_bytes_of_the_hash(ulong hash, int tie) => Assert.Equal(tie, new RowId(0, hash).Tie);
}
