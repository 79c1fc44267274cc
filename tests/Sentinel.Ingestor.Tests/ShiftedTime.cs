using Sentinel.Testing;

namespace Sentinel.Ingestor.Tests;

/// <summary>Runs like the real clock, but begins at noon of <see cref="Some.Day"/>, so that test data is of today.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private readonly TimeSpan shift = DateTimeOffset.FromUnixTimeMilliseconds(Some.Time) - System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + shift;
}
