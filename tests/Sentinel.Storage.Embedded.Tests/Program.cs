using Sentinel.Storage.Embedded.Tests;

if (args is [AppendingProcess.Mode, var folder])
{
    await AppendingProcess.AppendUntilKilledAsync(folder);
    return 0;
}

return args.Any(argument => argument is "--server" or "--internal-msbuild-node")
    ? await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions)
    : await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
