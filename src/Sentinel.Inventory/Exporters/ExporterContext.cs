namespace Sentinel.Inventory.Exporters;

/// <summary>Where an exporter stands: a row of <c>exporters.csv</c>. Null is unknown.</summary>
public sealed record ExporterContext(string? ProjectId, string? FwInstanceId, string? EnterpriseProjectId, string? VgwId, string? LogType);
