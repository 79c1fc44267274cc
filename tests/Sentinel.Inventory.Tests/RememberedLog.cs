using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Sentinel.Inventory.Tests;

/// <summary>What is logged as a warning or worse.</summary>
internal sealed class RememberedLog<T> : ILogger<T>
{
    private readonly ConcurrentQueue<string> warnings = new();

    public IReadOnlyCollection<string> Warnings => warnings;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel)) warnings.Enqueue(formatter(state, exception));
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;
}
