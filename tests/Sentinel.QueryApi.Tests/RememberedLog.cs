using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Sentinel.QueryApi.Tests;

/// <summary>What the program itself logged, for tests to read.</summary>
internal sealed class RememberedLog : ILoggerProvider
{
    private readonly ConcurrentQueue<(string Text, bool HasStack)> entries = [];

    public IReadOnlyList<(string Text, bool HasStack)> Entries => [.. entries];

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName.StartsWith("Sentinel.", StringComparison.Ordinal) ? entries : []);

    public void Dispose()
    {
    }

    private sealed class Logger(ConcurrentQueue<(string Text, bool HasStack)> entries) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            entries.Enqueue((formatter(state, exception), exception is not null));
    }
}
