using Sentinel.Contracts;
using Sentinel.Inventory.Reading;

namespace Sentinel.Inventory.Exporters;

/// <summary>Reads <c>exporters.csv</c>.</summary>
internal static class ExportersFile
{
    private static readonly CsvColumn Exporter = new(FlowFields.ExporterIp.Name, KeywordField.MaxBytes);
    private static readonly CsvColumn Project = new(FlowFields.ProjectId.Name, KeywordField.MaxBytes);
    private static readonly CsvColumn Instance = new(FlowFields.FwInstanceId.Name, KeywordField.MaxBytes);
    private static readonly CsvColumn EnterpriseProject = new(FlowFields.EnterpriseProjectId.Name, KeywordField.MaxBytes);
    private static readonly CsvColumn Gateway = new(FlowFields.VgwId.Name, KeywordField.MaxBytes);
    private static readonly CsvColumn LogType = new(FlowFields.LogType.Name, KeywordField.MaxBytes);

    /// <exception cref="UnusableFileException">The header is missing or wrong.</exception>
    public static ExporterTable Read(ReadOnlySpan<byte> text, BrokenLines broken)
    {
        var rows = new CsvTable(text, [Exporter, Project, Instance, EnterpriseProject, Gateway, LogType], broken);
        var exporters = new Dictionary<Address, ExporterContext>();
        while (rows.Read())
        {
            if (!Address.TryParse(rows[Exporter]?.Trim(), out var exporter))
                broken.Add(rows.Line, $"has no IP address as its {Exporter.Name}");
            else if (!exporters.TryAdd(exporter, new(rows[Project], rows[Instance], rows[EnterpriseProject], rows[Gateway], rows[LogType])))
                broken.Add(rows.Line, "names an exporter that an earlier line has");
        }

        return new(exporters);
    }
}
