using Sentinel.Standalone;

CHeap.Share();
return await StandaloneCommand.RunAsync(args);
