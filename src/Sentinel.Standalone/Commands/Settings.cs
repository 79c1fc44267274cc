namespace Sentinel.Standalone.Commands;

/// <summary>The settings as the programs read them.</summary>
internal static class Settings
{
    public static IConfiguration Read() => WebApplication.CreateSlimBuilder().Configuration;
}
