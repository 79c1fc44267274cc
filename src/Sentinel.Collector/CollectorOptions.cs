namespace Sentinel.Collector;

/// <summary>Section <c>Sentinel:Collector</c>.</summary>
internal sealed class CollectorOptions
{
    public const string Section = "Sentinel:Collector";

    /// <summary>Where the collector keeps how far it has read its sources; the platform's local application data by default.</summary>
    public string Folder { get; set; } = DefaultFolder();

    private static string DefaultFolder()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return home.Length == 0 ? "" : Path.Combine(home, "sentinel", "collector");
    }
}
