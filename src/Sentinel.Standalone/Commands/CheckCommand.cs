using System.CommandLine;
using Microsoft.Extensions.Options;
using Sentinel.Hosting;

namespace Sentinel.Standalone.Commands;

/// <summary><c>sentinel check</c>: whether a Sentinel with these settings would work, a line for each thing that may be wrong.</summary>
internal static class CheckCommand
{
    public static Command Make()
    {
        var check = new Command("check", "Say whether the settings, the broker, the engine, our rights on it and the clocks are right; exit code 0 where all are.");
        check.SetAction((command, cancellation) => RunAsync(StandaloneOptions.Read(command), cancellation));
        return check;
    }

    private static async Task<int> RunAsync(StandaloneArguments arguments, CancellationToken cancellation)
    {
        var report = new CheckReport(Console.Out);
        var builder = StandaloneHost.Prepare(arguments, makesFiles: false);
        builder.Logging.ClearProviders();
        builder.Services.RefuseUnconvertible(builder.Configuration);
        await using var app = builder.Build();
        if (!CheckSettings(report, app)) return report.ExitCode;

        await BrokerCheck.RunAsync(report, app.Services, cancellation);
        await StoreCheck.RunAsync(report, app.Services, cancellation);
        return report.ExitCode;
    }

    /// <summary>Whether the rest can be asked at all.</summary>
    private static bool CheckSettings(CheckReport report, WebApplication app)
    {
        foreach (var setting in UnknownSettings.In(app.Configuration)) report.Wrong("settings", $"{setting} is no setting and is read by nobody: is it misspelt?");
        try
        {
            app.Services.GetRequiredService<IStartupValidator>().Validate();
        }
        catch (Exception failure) when (Startup.Sentences(failure, app.Configuration) is { Count: > 0 } sentences)
        {
            foreach (var sentence in sentences) report.Wrong("settings", sentence);
            return false;
        }

        if (!report.HasFaults) report.Right("settings", "none is wrong");
        return true;
    }
}
