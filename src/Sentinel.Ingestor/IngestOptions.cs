using Sentinel.Contracts;

namespace Sentinel.Ingestor;

/// <summary>Section <c>Sentinel:Ingest</c>.</summary>
internal sealed class IngestOptions
{
    public const string Section = "Sentinel:Ingest";

    /// <summary>The exporter of flows whose producer names none.</summary>
    public string DefaultExporter { get; set; } = Address.UnspecifiedV4.ToString();
}
