namespace Sentinel.Testing.Programs;

/// <summary>The service itself, as a server runs it, on a port of its own.</summary>
public sealed class IngestorProcess : ProgramProcess
{
    private IngestorProcess(IEnumerable<(string Name, string Value)> settings)
        : base("Sentinel.Ingestor", [], settings) => Read();

    /// <param name="settings">By the names they have in a configuration file.</param>
    /// <param name="port">For who wants to ask it how it is; any that is free where nobody does.</param>
    public static IngestorProcess Start(IEnumerable<(string Name, string Value)> settings, int port = 0)
    {
        IEnumerable<(string Name, string Value)> all = [.. settings, ("Sentinel:Http:Url", $"http://127.0.0.1:{port}"), ("Logging:LogLevel:Default", "Warning")];
        return new(all.Select(setting => (setting.Name.Replace(":", "__", StringComparison.Ordinal), setting.Value)));
    }
}
