using Microsoft.Extensions.Options;

namespace Sentinel.Storage.Embedded;

public sealed class EmbeddedOptions
{
    public const string Section = "Sentinel:Storage:Embedded";

    internal const string FileName = "flows.duckdb";

    /// <summary>Where the store keeps its file, its lock and what does not fit into memory; the platform's local application data by default.</summary>
    public string Folder { get; set; } = DefaultFolder();

    /// <summary>Whether the folder has been a store's.</summary>
    public static bool IsStore(string folder) => File.Exists(Path.Combine(folder, FileName));

    internal sealed class Validation : IValidateOptions<EmbeddedOptions>
    {
        public ValidateOptionsResult Validate(string? name, EmbeddedOptions options) =>
            string.IsNullOrWhiteSpace(options.Folder) ? ValidateOptionsResult.Fail($"{Section}:Folder must name a folder: it is empty, or this account has no home.")
            : IsNoFolder(options.Folder) ? ValidateOptionsResult.Fail($"{Section}:Folder must name a folder, which '{options.Folder}' is not.")
            : ValidateOptionsResult.Success;

        private static bool IsNoFolder(string path) => path.Contains('\0', StringComparison.Ordinal) || File.Exists(path);
    }

    private static string DefaultFolder()
    {
        var home = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return home.Length == 0 ? "" : Path.Combine(home, "sentinel");
    }
}
