using System.Numerics;
using Sentinel.Inventory.Prefixes;

namespace Sentinel.Inventory.Threats;

/// <summary>A Bloom filter of names' hashes: a few bits for each, all in one word, so that a name is asked for in one place of memory.</summary>
/// <param name="capacity">For how many names; of others one in thirty or so is taken for one of them.</param>
internal sealed class DomainMarks(int capacity)
{
    private readonly ulong[] words = new ulong[BitOperations.RoundUpToPowerOf2((uint)Math.Max(capacity / 8, 1))];

    public void Add(ulong hash) => words[WordOf(hash)] |= BitsOf(hash);

    public bool MayHold(ulong hash) => (BitsOf(hash) & ~words[WordOf(hash)]) == 0;

    /// <inheritdoc cref="Ahead.Fetch"/>
    public void Fetch(ulong hash) => Ahead.Fetch(in words[WordOf(hash)]);

    private int WordOf(ulong hash) => (int)((hash >> 32) & (ulong)(words.Length - 1));

    private static ulong BitsOf(ulong hash) => (1UL << (int)(hash >> 58)) | (1UL << (int)(hash >> 52)) | (1UL << (int)hash);
}
