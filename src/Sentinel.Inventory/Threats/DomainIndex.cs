using System.Buffers;
using System.Numerics;
using System.Text;

namespace Sentinel.Inventory.Threats;

/// <summary>
/// Finds the longest listed domain that a host is, or lies under. An open hash table of places in the lists' own texts; whatever the hash
/// says, the texts are compared, so nothing is named by accident.
/// </summary>
internal sealed class DomainIndex
{
    private const ulong PlaceBits = uint.MaxValue;

    /// <summary>Of a host whose last labels are not plain.</summary>
    private const ulong Unknown = 0;

    private readonly ThreatList[] lists;

    /// <summary>Where each list's texts begin among all.</summary>
    private readonly uint[] bases;

    /// <summary>In each the upper half of a hash, and the place of the name plus one; 0 is free. At least half of them are.</summary>
    private readonly ulong[] slots;

    /// <summary>The names, and the last two labels of each: by these alone most hosts are told to be on no list.</summary>
    private readonly DomainMarks marks;

    /// <param name="lists">Of two that name the same domain the first is told.</param>
    public DomainIndex(IReadOnlyList<ThreatList> lists)
    {
        this.lists = [.. lists.Where(list => list.Domains.Count > 0)];
        bases = new uint[this.lists.Length];
        slots = new ulong[(int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(2 * this.lists.Sum(list => list.Domains.Count), 2))];
        marks = new(slots.Length);
        for (var index = 1; index < bases.Length; index++) bases[index] = checked(bases[index - 1] + (uint)this.lists[index - 1].Domains.Length);
        for (var index = 0; index < bases.Length; index++)
        {
            var texts = this.lists[index].Domains;
            for (var position = 0; position < texts.Length; position = texts.After(position)) Add(texts.At(position), checked(bases[index] + (uint)position));
        }
    }

    /// <summary>Begins to look for a host: what that takes of memory is on its way while others are begun.</summary>
    /// <returns>What <see cref="Find(ReadOnlySpan{char}, ulong)"/> goes on with.</returns>
    public ulong Ask(ReadOnlySpan<char> host)
    {
        host = host.TrimEnd('.');
        var last = host.LastIndexOf('.');
        var ending = last > 0 ? host[(host[..last].LastIndexOf('.') + 1)..] : host;
        Span<byte> lower = stackalloc byte[DomainName.MaxLength];
        if (Ascii.ToLower(ending, lower, out var length) != OperationStatus.Done) return Unknown;
        var hash = DomainHash.Of(lower[..length]);
        marks.Fetch(hash);
        return hash;
    }

    /// <summary>The list that names the host; null where none does.</summary>
    public ThreatList? Find(ReadOnlySpan<char> host, ulong asked) => asked == Unknown || marks.MayHold(asked) ? Find(host) : null;

    private ThreatList? Find(ReadOnlySpan<char> host)
    {
        host = host.TrimEnd('.');
        // No name in a list is longer, so of a longer host only what lies under its first dots can be one.
        Span<byte> lower = stackalloc byte[DomainName.MaxLength + 1];
        if (Ascii.ToLower(host.Length > lower.Length ? host[^lower.Length..] : host, lower, out var length) != OperationStatus.Done) return FindOther(host);
        ReadOnlySpan<byte> name = lower[..length];
        for (var dot = name.IndexOf((byte)'.'); dot >= 0; dot = name.IndexOf((byte)'.'))
        {
            if (name.Length <= DomainName.MaxLength && Probe(name) is { } list) return list;
            name = name[(dot + 1)..];
        }

        return null;
    }

    /// <summary>A host that is not written in ASCII.</summary>
    private ThreatList? FindOther(ReadOnlySpan<char> host) => DomainName.ToAscii(host) is { } name && Ascii.IsValid(name) ? Find(name) : null;

    private static ReadOnlySpan<byte> LastTwoLabelsOf(ReadOnlySpan<byte> name) => name[(name[..name.LastIndexOf((byte)'.')].LastIndexOf((byte)'.') + 1)..];

    private void Add(ReadOnlySpan<byte> name, uint place)
    {
        var hash = DomainHash.Of(name);
        var slot = SlotOf(hash);
        for (; slots[slot] != 0; slot = SlotAfter(slot))
        {
            if (IsOf(hash, slots[slot]) && At(slots[slot], out _).SequenceEqual(name)) return;
        }

        slots[slot] = (hash & ~PlaceBits) | (place + 1);
        marks.Add(hash);
        marks.Add(DomainHash.Of(LastTwoLabelsOf(name)));
    }

    private ThreatList? Probe(ReadOnlySpan<byte> name)
    {
        var hash = DomainHash.Of(name);
        if (!marks.MayHold(hash)) return null;
        for (var slot = SlotOf(hash); slots[slot] != 0; slot = SlotAfter(slot))
        {
            if (IsOf(hash, slots[slot]) && At(slots[slot], out var list).SequenceEqual(name)) return list;
        }

        return null;
    }

    private static bool IsOf(ulong hash, ulong entry) => ((entry ^ hash) & ~PlaceBits) == 0;

    private int SlotOf(ulong hash) => (int)(hash & (ulong)(slots.Length - 1));

    private int SlotAfter(int slot) => (slot + 1) & (slots.Length - 1);

    private ReadOnlySpan<byte> At(ulong entry, out ThreatList list)
    {
        var place = (uint)entry - 1;
        var found = Array.BinarySearch(bases, place);
        var index = found < 0 ? ~found - 1 : found;
        list = lists[index];
        return list.Domains.At((int)(place - bases[index]));
    }
}
