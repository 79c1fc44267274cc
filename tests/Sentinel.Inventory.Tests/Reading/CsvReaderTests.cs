using System.Text;
using Sentinel.Inventory.Reading;

namespace Sentinel.Inventory.Tests.Reading;

public sealed class CsvReaderTests
{
    [Theory]
    [InlineData("a,b\nc,d\n", "1:a|b", "2:c|d")]
    [InlineData("a,b\r\nc,d", "1:a|b", "2:c|d")]
    [InlineData("\n\na,,\n\r\n,\n", "3:a||", "5:|")]
    [InlineData("\"a,b\",\"c\"\"d\",\"\"\nx,y,z", "1:a,b|c\"d|", "2:x|y|z")]
    [InlineData("\"two\nlines\",b\nc,d", "1:two\nlines|b", "3:c|d")]
    [InlineData(" a , b ", "1: a | b ")]
    [InlineData("ö,東京", "1:ö|東京")]
    [InlineData("")]
    public void Records_are_read_with_their_lines(string text, params string[] records) => Assert.Equal(records, Read(text), StringComparer.Ordinal);

    [Theory]
    [InlineData("a,\"b\nc,d\n", "1! has a quote that is not closed", "2:c|d")]
    [InlineData("\"a\"b,c\nc,d\n", "1! has text after a closing quote", "2:c|d")]
    [InlineData("a\"b,c\nc,d\n", "1! has a quote in a field without quotes around it", "2:c|d")]
    [InlineData("a,\"b\n\"c\",d\ne,f", "1! has text after a closing quote", "2:c|d", "3:e|f")]
    public void A_broken_record_costs_its_line_alone(string text, params string[] records) => Assert.Equal(records, Read(text), StringComparer.Ordinal);

    [Fact]
    public void Bytes_that_are_no_UTF8_break_their_line() =>
        Assert.Equal(["1! is not UTF-8", "2:b"], Read([0xC3, 0x28, (byte)'\n', (byte)'b']));

    [Fact]
    public void A_field_without_end_is_not_read() =>
        Assert.Equal(["1! is too long", "2:b"], Read(new string('x', CsvReader.MaxFieldLength + 1) + "\nb"));

    private static List<string> Read(string text) => Read(Encoding.UTF8.GetBytes(text));

    private static List<string> Read(byte[] text)
    {
        var reader = new CsvReader(text);
        List<string> records = [], fields = [];
        while (reader.Read(fields, out var fault)) records.Add(fault is null ? $"{reader.Line}:{string.Join('|', fields)}" : $"{reader.Line}! {fault}");
        return records;
    }
}
