using System.Text;

namespace Sentinel.Storage.Embedded.Native;

/// <summary>Writes the cells of one column of a chunk. Every cell must be written, if only as null.</summary>
internal readonly unsafe struct VectorWriter(nint vector)
{
    private readonly void* data = Api.VectorData(vector);

    public void Write(int row, long value) => ((long*)data)[row] = value;

    public void Write(int row, ulong value) => ((ulong*)data)[row] = value;

    public void Write(int row, string text)
    {
        Span<byte> utf8 = stackalloc byte[256];
        if (!Encoding.UTF8.TryGetBytes(text, utf8, out var length))
        {
            utf8 = Encoding.UTF8.GetBytes(text);
            length = utf8.Length;
        }

        fixed (byte* start = utf8) Api.AssignString(vector, (ulong)row, start, (ulong)length);
    }

    /// <summary>Rows of lists are written in ascending order.</summary>
    public void Write(int row, IReadOnlyList<string> texts)
    {
        var offset = Api.ListSize(vector);
        var size = offset + (ulong)texts.Count;
        Api.ReserveList(vector, size);
        Api.SetListSize(vector, size);
        ((ulong*)data)[2 * row] = offset;
        ((ulong*)data)[(2 * row) + 1] = (ulong)texts.Count;
        var child = new VectorWriter(Api.ListChild(vector));
        for (var index = 0; index < texts.Count; index++) child.Write((int)offset + index, texts[index]);
    }

    public void WriteNull(int row)
    {
        Api.EnsureValidityWritable(vector);
        Api.VectorValidity(vector)[row / 64] &= ~(1UL << (row % 64));
    }
}
