namespace Sentinel.Standalone.Commands;

/// <summary>The lines of a check, written as they become known.</summary>
internal sealed class CheckReport(TextWriter output)
{
    private const int SubjectWidth = 10;

    public bool HasFaults { get; private set; }

    public int ExitCode => HasFaults ? 1 : 0;

    public void Right(string subject, string what) => Write("ok   ", subject, what);

    public void Wrong(string subject, string what)
    {
        HasFaults = true;
        Write("WRONG", subject, what);
    }

    private void Write(string verdict, string subject, string what) => output.WriteLine($"{verdict}  {subject.PadRight(SubjectWidth)}{what}");
}
