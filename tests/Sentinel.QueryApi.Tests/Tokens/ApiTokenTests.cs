using Sentinel.QueryApi.Tokens;

namespace Sentinel.QueryApi.Tests.Tokens;

public sealed class ApiTokenTests
{
    [Fact]
    public void A_token_has_its_mark_43_letters_and_6_of_checksum()
    {
        var token = ApiToken.New();
        Assert.Matches("^snt_[0-9A-Za-z]{49}$", token);
        Assert.True(ApiToken.IsWellFormed(token));
        Assert.False(string.Equals(token, ApiToken.New(), StringComparison.Ordinal));
    }

    [Fact]
    public void One_wrong_letter_is_seen_without_asking_anybody()
    {
        var token = ApiToken.New();
        for (var index = 0; index < token.Length; index++)
        {
            var wrong = token.ToCharArray();
            wrong[index] = wrong[index] == 'x' ? 'y' : 'x';
            Assert.False(ApiToken.IsWellFormed(new(wrong)));
        }

        Assert.False(ApiToken.IsWellFormed(""));
        Assert.False(ApiToken.IsWellFormed($"{token}0"));
        Assert.False(ApiToken.IsWellFormed(token[..^1]));
    }

    [Fact]
    public void The_public_id_tells_neither_the_token_nor_its_hash()
    {
        var token = ApiToken.New();
        var hash = ApiToken.HashOf(token);
        var id = ApiToken.IdOf(hash);
        Assert.True(ApiToken.IsId(id));
        Assert.Equal(id, ApiToken.IdOf(hash), StringComparer.Ordinal);
        Assert.DoesNotContain(id, Convert.ToHexStringLower(hash), StringComparison.Ordinal);
        Assert.DoesNotContain(id, token, StringComparison.Ordinal);
        Assert.False(ApiToken.IsId("../etc/passwd...."));
    }
}
