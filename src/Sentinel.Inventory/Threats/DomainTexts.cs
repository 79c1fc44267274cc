namespace Sentinel.Inventory.Threats;

/// <summary>Many names in one array, each behind its length: a million of them are no million objects.</summary>
internal sealed class DomainTexts
{
    private byte[] bytes = new byte[256];

    /// <summary>In bytes; a name is known by where it begins.</summary>
    public int Length { get; private set; }

    public int Count { get; private set; }

    /// <exception cref="OverflowException">There is no room for it.</exception>
    public void Add(ReadOnlySpan<byte> name)
    {
        var end = checked(Length + 1 + name.Length);
        if (end > bytes.Length) Array.Resize(ref bytes, Math.Max(end, bytes.Length + (bytes.Length >> 1)));
        bytes[Length] = (byte)name.Length;
        name.CopyTo(bytes.AsSpan(Length + 1));
        Length = end;
        Count++;
    }

    public void Trim() => Array.Resize(ref bytes, Length);

    public ReadOnlySpan<byte> At(int position) => bytes.AsSpan(position + 1, bytes[position]);

    /// <summary>Where the name after the one at the position begins.</summary>
    public int After(int position) => position + 1 + bytes[position];
}
