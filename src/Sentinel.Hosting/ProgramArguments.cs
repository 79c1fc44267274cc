using Sentinel.Hosting.Watching;

namespace Sentinel.Hosting;

/// <summary>What a program of a server takes on its command line beside settings: one word, or a question for help.</summary>
internal static class ProgramArguments
{
    private static readonly string[] Help = ["--help", "-h", "-?"];

    public static bool AsksForHelp(string[] args) => args is [var first, ..] && Help.Contains(first, StringComparer.Ordinal);

    /// <summary>The first word that is no setting, which is <c>name=value</c> or a name behind a dash or slash and its value: the configuration would pass over it, and the program start.</summary>
    public static string? Unknown(string[] args)
    {
        for (var index = 0; index < args.Length; index++)
        {
            if (args[index].Contains('=', StringComparison.Ordinal)) continue;
            if (args[index] is not ['-' or '/', ..] || index + 1 == args.Length) return args[index];
            index++;
        }

        return null;
    }

    /// <param name="purpose">A sentence: what the program is for.</param>
    public static string HelpText(string program, string purpose) => $"""
        {purpose}

        Usage:
          {program} [--Sentinel:<setting> <value>]...   Run until told to stop.
          {program} {HealthQuestion.Argument} [--Sentinel:<setting> <value>]...   Ask the one that runs under the same settings whether it is ready; exit code 0 where it is.
          {program} --help

        Settings are read from appsettings.json, from environment variables such as {HttpUrl.Setting.Replace(":", "__", StringComparison.Ordinal)}, and from the command line:
        {string.Join('\n', UnknownSettings.Names.Select(name => $"  {name}"))}
        docs/reference/settings.md says what each means, and which program reads it.
        """;
}
