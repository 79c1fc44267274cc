using Sentinel.Contracts;
using Sentinel.Inventory.Exporters;
using Sentinel.Inventory.Reading;

namespace Sentinel.Inventory.Tests.Exporters;

public sealed class ExportersFileTests
{
    private readonly BrokenLines broken = new();

    [Fact]
    public void An_exporter_is_found_by_its_address_and_an_instance_in_its_project()
    {
        var table = ExportersFile.Read(
            "exporter_ip,project_id,fw_instance_id,enterprise_project_id,vgw_id,log_type\n192.0.2.1,p1,fw1,,vgw1,internet\n2001:db8::1,p2,fw2,ep2,,vpc\n"u8, broken);

        Assert.Equal(new("p1", "fw1", null, "vgw1", "internet"), table.Find(Address.Parse("::ffff:192.0.2.1")));
        Assert.Equal(new("p2", "fw2", "ep2", null, "vpc"), table.Find(Address.Parse("2001:db8::1")));
        Assert.Null(table.Find(Address.Parse("192.0.2.2")));
        Assert.NotEmpty(table.ExportersOf("p1", "fw1"));
        Assert.Empty(table.ExportersOf("p1", "fw2"));
        Assert.Equal(2, table.Count);
    }

    [Fact]
    public void A_line_without_an_address_or_with_one_that_was_there_is_skipped()
    {
        var table = ExportersFile.Read("exporter_ip,project_id\nrouter,p0\n192.0.2.0/24,p0\n192.0.2.1,p1\n192.0.2.1,p2\n"u8, broken);

        Assert.Equal("p1", table.Find(Address.Parse("192.0.2.1"))?.ProjectId);
        Assert.Equal([2, 3, 5], broken.Named.Select(line => line.Line));
    }

    [Fact]
    public void A_file_without_the_exporters_column_is_not_taken() =>
        Assert.Throws<UnusableFileException>(() => ExportersFile.Read("project_id,fw_instance_id\np,f\n"u8, broken));
}
