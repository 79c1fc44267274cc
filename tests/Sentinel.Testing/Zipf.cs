namespace Sentinel.Testing;

/// <summary>Draws ranks from 0, each the rarer the higher, as traffic has it.</summary>
public sealed class Zipf
{
    private readonly double[] cumulated;

    public Zipf(int count, double exponent = 1.0)
    {
        cumulated = new double[count];
        var sum = 0.0;
        for (var rank = 0; rank < count; rank++) cumulated[rank] = sum += Math.Pow(rank + 1, -exponent);
    }

    public int Next(Random random)
    {
        var index = Array.BinarySearch(cumulated, random.NextDouble() * cumulated[^1]);
        return index < 0 ? ~index : index;
    }
}
