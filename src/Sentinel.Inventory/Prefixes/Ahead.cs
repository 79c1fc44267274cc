using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Sentinel.Inventory.Prefixes;

/// <summary>
/// Asks the processor for memory that is needed soon, and goes on. Large tables lie far from it: the time for which one look-up waits is
/// enough for a dozen that are asked for together.
/// </summary>
internal static class Ahead
{
    /// <summary>Does nothing on processors that cannot be asked.</summary>
    public static unsafe void Fetch<T>(ref readonly T item)
    {
        if (!Sse.IsSupported) return;
        var start = (byte*)Unsafe.AsPointer(ref Unsafe.AsRef(in item));
        Sse.Prefetch0(start);
        if (Unsafe.SizeOf<T>() > sizeof(long)) Sse.Prefetch0(start + Unsafe.SizeOf<T>() - 1);
    }
}
