namespace Sentinel.Inventory.Reading;

/// <summary>The lines of a file that are skipped: all counted, the first few named.</summary>
public sealed class BrokenLines
{
    public const int MaxNamed = 10;

    private readonly List<(int Line, string Why)> named = [];

    public int Count { get; private set; }

    public IReadOnlyList<(int Line, string Why)> Named => named;

    /// <param name="line">From 1 on.</param>
    /// <param name="why">Without the line's own text, which may be anything.</param>
    public void Add(int line, string why)
    {
        if (Count++ < MaxNamed) named.Add((line, why));
    }
}
