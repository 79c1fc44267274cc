using Sentinel.Standalone;

return await StandaloneCommand.RunAsync(args);
