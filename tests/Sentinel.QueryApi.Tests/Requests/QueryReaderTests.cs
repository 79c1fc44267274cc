using Microsoft.AspNetCore.Http;
using Sentinel.QueryApi.Requests;

namespace Sentinel.QueryApi.Tests.Requests;

public sealed class QueryReaderTests
{
    [Fact]
    public void Names_of_another_case_are_other_names()
    {
        var sent = QueryReader.Of(RequestOf("?page=2&Page=9&PAGE=8&page=3")).Sent;
        Assert.Equal(["page", "Page", "PAGE"], sent.Keys, StringComparer.Ordinal);
        Assert.Equal(new(["2", "3"]), sent["page"]);
        Assert.Equal("9", sent["Page"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?")]
    [InlineData("?a")]
    [InlineData("?a=")]
    [InlineData("?=a")]
    [InlineData("?a=1&&b=2&")]
    [InlineData("?a=b=c&a=2&b&a")]
    [InlineData("?a+b=c+d&%C3%BC%2B=%26%3D%20%zz&e%00=%FF")]
    public void All_else_is_read_as_the_server_reads_it(string query)
    {
        var request = RequestOf(query);
        Assert.Equal(request.Query.OrderBy(parameter => parameter.Key, StringComparer.Ordinal), QueryReader.Of(request).Sent.OrderBy(parameter => parameter.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void Trimmed_parameters_are_absent_where_nothing_is_left_of_their_one_value()
    {
        var sent = QueryReader.OfTrimmed(RequestOf("?a=+1+&b=&c=%20&d=&d=+2")).Sent;
        Assert.Equal(["a", "d"], sent.Keys, StringComparer.Ordinal);
        Assert.Equal("1", sent["a"]);
        Assert.Equal(new(["", " 2"]), sent["d"]);
    }

    private static HttpRequest RequestOf(string query) => new DefaultHttpContext { Request = { QueryString = new(query) } }.Request;
}
