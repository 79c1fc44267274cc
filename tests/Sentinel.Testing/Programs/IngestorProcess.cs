namespace Sentinel.Testing.Programs;

/// <summary>The service itself, as a server runs it, on a port of its own.</summary>
public sealed class IngestorProcess : ProgramProcess
{
    private IngestorProcess(IEnumerable<(string Name, string Value)> settings)
        : base("Sentinel.Ingestor", [], settings) => Read();

    /// <param name="settings">By the names they have in a configuration file.</param>
    public static IngestorProcess Start(IEnumerable<(string Name, string Value)> settings) => new(
        settings.Append(("Sentinel:Http:Url", "http://127.0.0.1:0")).Append(("Logging:LogLevel:Default", "Warning"))
            .Select(setting => (setting.Item1.Replace(":", "__", StringComparison.Ordinal), setting.Item2)));
}
