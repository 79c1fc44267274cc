namespace Sentinel.Storage.Tests;

public sealed class DocumentTests
{
    [Theory]
    [InlineData("", "name")]
    [InlineData("Upper", "name")]
    [InlineData("with:colon", "name")]
    [InlineData("store", "")]
    [InlineData("store", "with space")]
    [InlineData("store", "naïve")]
    public void A_key_is_a_plain_word_in_a_plain_collection(string collection, string name)
    {
        Assert.Throws<ArgumentException>(() => new DocumentKey(collection, name));
        Assert.Throws<ArgumentException>(() => new DocumentKey(new('c', 33), "name"));
        Assert.Throws<ArgumentException>(() => new DocumentKey("store", new('n', 201)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":1} {}""")]
    public void A_document_is_one_JSON_object(string json) => Assert.Throws<ArgumentException>(() => new DocumentBody(json));

    [Fact]
    public void A_document_is_not_larger_than_its_bound()
    {
        var frame = """{"a":""}""".Length;
        Assert.Equal(DocumentBody.MaxBytes, new DocumentBody($$"""{"a":"{{new string('x', DocumentBody.MaxBytes - frame)}}"}""").Json.Length);
        Assert.Throws<ArgumentException>(() => new DocumentBody($$"""{"a":"{{new string('x', DocumentBody.MaxBytes - frame + 1)}}"}"""));
    }

    [Fact]
    public void The_state_is_a_document_whose_members_operators_know()
    {
        var state = new StoreState(3, new(2026, 11, 13), new(2026, 11, 12), 9);
        Assert.Equal("""{"generation":3,"held_from":"2026-11-13","sealed":"2026-11-12","days":9}""", state.Write().Json);
        Assert.Equal(state, StoreState.Read(state.Write()));
        Assert.Equal(StoreState.Initial, StoreState.Read(StoreState.Initial.Write()));
        Assert.Equal(StoreState.Initial, StoreState.Read(null));
        Assert.Equal(StoreState.Initial, StoreState.Read(new("{}")));
        Assert.Throws<StoreForbiddenException>(() => StoreState.Read(new("""{"generation":"many"}""")));
    }

    [Theory]
    [InlineData("", "action", "actor")]
    [InlineData("with space", "action", "actor")]
    [InlineData("id", "", "actor")]
    [InlineData("id", "action", "")]
    public void An_audit_entry_says_what_and_who(string id, string action, string actor) =>
        Assert.Throws<ArgumentException>(() => new AuditEntry(id, default, action, actor, null, null));

    [Fact]
    public void An_audit_entry_is_bounded() =>
        Assert.Throws<ArgumentException>(() => new AuditEntry("id", default, "action", "actor", null, new('d', AuditEntry.MaxDetailLength + 1)));
}
