namespace Sentinel.Testing.Programs;

/// <summary>The service itself, as a server runs it, on a port of its own.</summary>
public sealed class CollectorProcess : ProgramProcess
{
    private CollectorProcess(IEnumerable<(string Name, string Value)> settings)
        : base("Sentinel.Collector", [], settings) => Read();

    /// <param name="settings">By the names they have in a configuration file.</param>
    public static CollectorProcess Start(IEnumerable<(string Name, string Value)> settings)
    {
        IEnumerable<(string Name, string Value)> all = [.. settings, ("Sentinel:Http:Url", "http://127.0.0.1:0")];
        return new(all.Select(setting => (setting.Name.Replace(":", "__", StringComparison.Ordinal), setting.Value)));
    }
}
