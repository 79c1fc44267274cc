namespace Sentinel.Storage.Tests.Stores;

/// <summary>The real clock, on which spans of time seem ten times shorter than they are: a question on a busy machine is not given up soon.</summary>
internal sealed class PatientTime : TimeProvider
{
    public override long GetTimestamp() => System.GetTimestamp() / 10;
}
