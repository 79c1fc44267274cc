using Sentinel.Hosting.Watching;

namespace Sentinel.Hosting;

/// <summary>What a program of a server takes on its command line beside settings: one word, or a question for help.</summary>
internal static class ProgramArguments
{
    private static readonly string[] Help = ["--help", "-h", "-?"];

    public static bool AsksForHelp(string[] args) => args.Intersect(Help, StringComparer.Ordinal).Any();

    /// <summary>A first word that is neither <c>health</c> nor a setting: the configuration would pass over it, and the program start.</summary>
    public static string? Unknown(string[] args) => args is [var first, ..] && first is not ['-' or '/', ..] && !first.Contains('=', StringComparison.Ordinal) ? first : null;

    /// <param name="purpose">A sentence: what the program is for.</param>
    public static string HelpText(string program, string purpose) => $"""
        {purpose}

        Usage:
          {program} [--Sentinel:<setting> <value>]...   Run until told to stop.
          {program} {HealthQuestion.Argument}   Ask the one that runs under the same settings whether it is ready; exit code 0 where it is.
          {program} --help

        Settings are read from appsettings.json, from environment variables such as {HttpUrl.Setting.Replace(":", "__", StringComparison.Ordinal)}, and from the command line:
        {string.Join('\n', UnknownSettings.Names.Select(name => $"  {name}"))}
        docs/reference/settings.md says what each means, and which program reads it.
        """;
}
