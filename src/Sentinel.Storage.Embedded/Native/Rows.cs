using System.Text;

namespace Sentinel.Storage.Embedded.Native;

/// <summary>The rows of an answer, one after the other, forward only.</summary>
internal sealed unsafe class Rows(ResultHandle result) : IDisposable
{
    private readonly nint[] vectors = new nint[Api.ColumnCount(result)];
    private ChunkHandle? chunk;
    private int row;
    private int count;
    private bool hasEnded;

    /// <exception cref="DuckDbException">The statement failed while it ran.</exception>
    public bool Read()
    {
        if (++row < count) return true;
        do
        {
            if (!NextChunk()) return false;
        }
        while (count == 0);
        row = 0;
        return true;
    }

    public bool IsNull(int column)
    {
        var validity = Api.VectorValidity(vectors[column]);
        return validity != null && (validity[row / 64] & (1UL << (row % 64))) == 0;
    }

    public long Int64(int column) => Cell<long>(column);

    public ulong UInt64(int column) => Cell<ulong>(column);

    /// <summary>HUGEINT, the type of sums.</summary>
    public Int128 Int128(int column) => Cell<Int128>(column);

    public string Text(int column) => TextIn(vectors[column], row);

    public string[] Texts(int column)
    {
        var (offset, length) = Cell<(ulong Offset, ulong Length)>(column);
        var child = Api.ListChild(vectors[column]);
        var texts = new string[length];
        for (var index = 0; index < texts.Length; index++) texts[index] = TextIn(child, (int)offset + index);
        return texts;
    }

    /// <summary>
    /// Reads to the end what was not: until then the statement's snapshot stays, also when the connection is idle, and while an older snapshot
    /// stays, the library counts those who changed a row or made a table among the writers, and writes no log into the file.
    /// </summary>
    public void Dispose()
    {
        try
        {
            while (!hasEnded) NextChunk();
        }
        catch (DuckDbException)
        {
            // Nobody waits for these rows.
        }

        chunk?.Dispose();
        result.Dispose();
    }

    private static string TextIn(nint vector, int row)
    {
        // A cell is 16 bytes: the length, then up to 12 bytes of text, or 4 bytes of it and a pointer to the whole.
        var cell = (byte*)Api.VectorData(vector) + (16 * row);
        var length = *(int*)cell;
        return Encoding.UTF8.GetString(length <= 12 ? cell + 4 : *(byte**)(cell + 8), length);
    }

    private T Cell<T>(int column)
        where T : unmanaged => ((T*)Api.VectorData(vectors[column]))[row];

    private bool NextChunk()
    {
        chunk?.Dispose();
        chunk = new(Api.FetchChunk(result.Words));
        (row, count) = (-1, 0);
        if (chunk.IsInvalid)
        {
            hasEnded = true;
            return Api.ResultError(result) is var error && error != 0 ? throw DuckDbException.From(error) : false;
        }

        count = (int)Api.ChunkSize(chunk);
        for (var column = 0; column < vectors.Length; column++) vectors[column] = Api.ChunkVector(chunk, (ulong)column);
        return true;
    }
}
