namespace Sentinel.Storage.Embedded.Opening;

/// <summary>The folder of the store, owned by one engine at a time, in this process or another.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream ownership;

    private DataFolder(string path, FileStream ownership) => (Path, this.ownership) = (path, ownership);

    public string Path { get; }

    public string DatabaseFile => System.IO.Path.Combine(Path, EmbeddedOptions.FileName);

    /// <summary>Makes the folder, readable by its owner alone, where there is none, and takes it. What is written there is its owner's alone, wherever it is.</summary>
    /// <exception cref="StoreForbiddenException">It cannot be had; says why in a sentence.</exception>
    public static DataFolder Take(string path)
    {
        path = System.IO.Path.GetFullPath(path);
        try
        {
            OwnersFiles.MakeOnly();
            OwnersFolder.Make(path);
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            throw new StoreForbiddenException($"{EmbeddedOptions.Section}:Folder '{path}' cannot be made: {reason.Message}", reason);
        }

        try
        {
            // The operating system lets go of it when the process ends, however it ends.
            return new(path, new FileStream(System.IO.Path.Combine(path, "owner.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (Exception reason) when (reason is UnauthorizedAccessException or IOException && !IsTaken(reason))
        {
            throw new StoreForbiddenException($"{EmbeddedOptions.Section}:Folder '{path}' cannot be written: {reason.Message}", reason);
        }
        catch (IOException reason)
        {
            throw new StoreInUseException($"{EmbeddedOptions.Section}:Folder '{path}' is in use by another Sentinel: stop that one or name another folder", reason);
        }
    }

    /// <summary>An earlier version left its database, and what the library keeps beside it, open to whoever may look into the folder.</summary>
    /// <inheritdoc cref="OwnersFiles.Close"/>
    public void CloseToOthers() => OwnersFiles.Close([DatabaseFile, DatabaseFile + ".wal", DatabaseFile + ".tmp"]);

    public void Dispose() => ownership.Dispose();

    /// <summary>Whether another holds the file open: on Windows a sharing or lock violation, elsewhere EWOULDBLOCK, which systems number differently.</summary>
    private static bool IsTaken(Exception reason) => OperatingSystem.IsWindows()
        ? reason.HResult is unchecked((int)0x8007_0020) or unchecked((int)0x8007_0021)
        : reason.HResult == (OperatingSystem.IsLinux() ? 11 : 35);
}
