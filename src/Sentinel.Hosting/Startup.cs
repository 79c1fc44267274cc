using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Sentinel.Hosting.Watching;

namespace Sentinel.Hosting;

/// <summary>Runs a program. What an operator can mend stops its start with a sentence on standard error for each, and no stack.</summary>
public static partial class Startup
{
    /// <param name="args">Of the command line: <c>health</c> before all asks the program that runs whether it is ready, <c>--help</c> what there is; both start nothing.</param>
    /// <param name="purpose">A sentence: what the program is for.</param>
    /// <inheritdoc cref="RunAsync(Func{WebApplicationBuilder}, Action{WebApplication}, Func{Exception, string}, CancellationToken)"/>
    public static async Task<int> RunAsync(string[] args, string purpose, Func<WebApplicationBuilder> prepare, Action<WebApplication> map)
    {
        if (args is [HealthQuestion.Argument, ..]) return await HealthQuestion.AnswerAsync(prepare().Configuration);
        if (ProgramArguments.AsksForHelp(args))
        {
            await Console.Out.WriteLineAsync(ProgramArguments.HelpText(Assembly.GetEntryAssembly()!.GetName().Name!, purpose));
            return 0;
        }

        if (ProgramArguments.Unknown(args) is not { } word) return await RunAsync(prepare, map + SayWhereItAnswers);
        await Console.Error.WriteLineAsync($"'{word}' is not understood: --help says what there is.");
        return 1;
    }

    /// <param name="map">What the program does with the application before it starts.</param>
    /// <param name="sentence">The program's own failures that a person can mend: their sentence, else null.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(
        Func<WebApplicationBuilder> prepare, Action<WebApplication> map, Func<Exception, string?>? sentence = null, CancellationToken cancellation = default)
    {
        WebApplicationBuilder? builder = null;
        try
        {
            builder = prepare();
            await RunAsync(builder, map, cancellation);
            return 0;
        }
        catch (Exception failure) when (StartFailure.Sentences(failure, builder?.Configuration, sentence) is { Count: > 0 } sentences)
        {
            foreach (var line in sentences) await Console.Error.WriteLineAsync(line);
            return 1;
        }
    }

    /// <summary>The sentences for what stops a start; none for what nobody foresaw.</summary>
    public static IReadOnlyList<string> Sentences(Exception failure, IConfiguration? configuration) => StartFailure.Sentences(failure, configuration, own: null);

    private static async Task RunAsync(WebApplicationBuilder builder, Action<WebApplication> map, CancellationToken cancellation)
    {
        var isStarting = true;
        // The host would add a page to what is told here, and another for each part that stops because of it.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal", level => !isStarting && level >= LogLevel.Warning);
        builder.Services.RefuseUnconvertible(builder.Configuration);
        await using var app = builder.Build();
        app.Services.GetService<IStartupValidator>()?.Validate();
        foreach (var setting in UnknownSettings.In(app.Configuration)) Log.UnknownSetting(app.Logger, setting);
        map(app);
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested || app.Lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return;
        }

        isStarting = false;
        await app.WaitForShutdownAsync(cancellation);
    }

    private static void SayWhereItAnswers(WebApplication app) =>
        app.Lifetime.ApplicationStarted.Register(() => Log.Answering(app.Logger, string.Join(", ", app.Urls)));

    private static partial class Log
    {
        [LoggerMessage(6010, LogLevel.Warning, "{Setting} is no setting and is read by nobody: is it misspelt?")]
        public static partial void UnknownSetting(ILogger logger, string setting);

        [LoggerMessage(6011, LogLevel.Information, "Answering on {Urls}")]
        public static partial void Answering(ILogger logger, string urls);
    }
}
