using Sentinel.Storage.Embedded.Native;

namespace Sentinel.Storage.Embedded.Schema;

/// <summary>The store's state, as the connection's transaction sees it.</summary>
internal static class KeptState
{
    public static StoreState Read(Connection connection) => StoreState.Read(DocumentTable.Read(connection, StoreState.Key)?.Body);

    public static void Write(Connection connection, StoreState state) => DocumentTable.Write(connection, StoreState.Key, state.Write());
}
