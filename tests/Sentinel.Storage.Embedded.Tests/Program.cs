using Sentinel.Storage.Embedded.Tests;

if (args is [AppendingProcess.Mode, var folder])
{
    await AppendingProcess.AppendUntilKilledAsync(folder);
    return 0;
}

return await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
