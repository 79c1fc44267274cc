using Sentinel.Conservation.Tests.Publishing;

namespace Sentinel.Conservation.Tests.Embedded;

/// <summary>Random bodies, as many as are asked for; the seed and the day decide each.</summary>
/// <param name="lateDays">Over how many days one body of eight is spread; of more than the store holds in memory, it makes it write its log into its file.</param>
internal sealed class PostSource(int seed, DateOnly today, int lateDays)
{
    private readonly Lock gate = new();
    private readonly Random random = new(seed);
    private readonly MessageSource fresh = new(seed, today, days: 2);
    private readonly MessageSource late = new(~seed, today, lateDays);
    private int made;

    public Post Next()
    {
        lock (gate)
        {
            var id = $"{seed}-{++made}";
            var source = random.Next(8) == 0 ? late : fresh;
            var records = random.Next(10) switch { < 3 => random.Next(1, 50), < 9 => random.Next(200, 2_500), _ => random.Next(5_000, 12_000) };
            var keyed = random.Next(3);
            return new(source.NextTaken(records, keyed == 0 ? id : null), keyed == 1 ? id : null, IsPacked: random.Next(2) == 0);
        }
    }
}
