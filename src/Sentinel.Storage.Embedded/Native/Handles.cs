using System.Runtime.InteropServices;

namespace Sentinel.Storage.Embedded.Native;

/// <summary>A pointer the library gave, given back once.</summary>
internal abstract class Handle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected abstract void Release(ref nint pointer);

    protected sealed override bool ReleaseHandle()
    {
        Release(ref handle);
        return true;
    }
}

internal sealed class DatabaseHandle : Handle
{
    protected override void Release(ref nint pointer) => Api.Close(ref pointer);
}

internal sealed class ConnectionHandle : Handle
{
    protected override void Release(ref nint pointer) => Api.Disconnect(ref pointer);
}

internal sealed class StatementHandle : Handle
{
    protected override void Release(ref nint pointer) => Api.DestroyPrepare(ref pointer);
}

internal sealed class ValueHandle : Handle
{
    protected override void Release(ref nint pointer) => Api.DestroyValue(ref pointer);
}

internal sealed class TypeHandle : Handle
{
    protected override void Release(ref nint pointer) => Api.DestroyType(ref pointer);
}

internal sealed class AppenderHandle : Handle
{
    protected override void Release(ref nint pointer) => Api.DestroyAppender(ref pointer);
}

internal sealed class ChunkHandle : Handle
{
    public ChunkHandle()
    {
    }

    public ChunkHandle(nint chunk) => SetHandle(chunk);

    protected override void Release(ref nint pointer) => Api.DestroyDataChunk(ref pointer);
}

/// <summary>Memory of ours that the library fills with a result.</summary>
internal sealed unsafe class ResultHandle : Handle
{
    public ResultHandle() => SetHandle((nint)NativeMemory.AllocZeroed((nuint)sizeof(Api.ResultWords)));

    public Api.ResultWords Words => *(Api.ResultWords*)handle;

    protected override void Release(ref nint pointer)
    {
        Api.DestroyResult(pointer);
        NativeMemory.Free((void*)pointer);
    }
}
