using System.Runtime.InteropServices;

namespace Sentinel.Storage.Embedded.Native;

/// <summary>The library's own message, which begins with the kind of the error.</summary>
internal sealed class DuckDbException(string message) : Exception(message)
{
    /// <summary>Whether the database must be closed and opened again before it answers: it says so itself, or the disk failed it.</summary>
    public bool IsFatal => Is("FATAL") || Is("INTERNAL") || Is("IO");

    /// <summary>Where nobody asked for it, another thread of the statement failed: the library interrupts the others then, and may tell of that alone.</summary>
    public bool IsInterrupt => Is("INTERRUPT");

    /// <summary>Whether the log could not be written into the file for the moment, since another transaction holds it.</summary>
    public bool IsBusy => Is("TransactionContext") && Message.Contains("Cannot CHECKPOINT", StringComparison.Ordinal);

    public static DuckDbException Interrupted() => new("INTERRUPT Error: Interrupted!");

    public static DuckDbException From(nint message) => new(Marshal.PtrToStringUTF8(message) ?? "DuckDB failed without a message");

    private bool Is(string kind) => Message.StartsWith(kind + " Error", StringComparison.Ordinal);
}
