using System.Globalization;
using System.Text.Json;
using Sentinel.Storage.Embedded.Native;

namespace Sentinel.Storage.Embedded.Schema;

/// <summary>
/// How far a held day's rows are rolled up, as the connection's transaction sees it: the last row's place in the table. Rows are only ever
/// appended to it, so that what lies behind the place is new.
/// </summary>
internal static class RollupHeader
{
    private const string Collection = "rollups";
    private const string Through = "through";
    private const string NameFormat = "yyyy-MM-dd";

    /// <summary>Null where the day was never rolled up.</summary>
    public static long? Read(Connection connection, DateOnly day) => DocumentTable.Read(connection, KeyOf(day)) is { } header ? Read(header) : null;

    /// <summary>Those of all days that were rolled up, and the store's state: one statement, since many questions begin with it.</summary>
    public static (StoreState State, IReadOnlyDictionary<DateOnly, long> Through) ReadWithState(Connection connection)
    {
        var documents = DocumentTable.ReadCollections(connection, StoreState.Key.Collection, Collection).ToLookup(document => document.Key.Collection, StringComparer.Ordinal);
        var state = documents[StoreState.Key.Collection].FirstOrDefault(document => document.Key == StoreState.Key);
        return (
            StoreState.Read(state?.Body),
            documents[Collection].ToDictionary(header => DateOnly.ParseExact(header.Key.Name, NameFormat, CultureInfo.InvariantCulture), Read));
    }

    public static void Write(Connection connection, DateOnly day, long through) =>
        DocumentTable.Write(connection, KeyOf(day), new(string.Create(CultureInfo.InvariantCulture, $"{{\"{Through}\":{through}}}")));

    public static void RemoveBefore(Connection connection, DateOnly first) =>
        connection.Execute("DELETE FROM documents WHERE collection = $1 AND name < $2", Collection, NameOf(first));

    public static void Clear(Connection connection) => connection.Execute("DELETE FROM documents WHERE collection = $1", Collection);

    private static long Read(StoredDocument header)
    {
        using var body = JsonDocument.Parse(header.Body.Json);
        return body.RootElement.GetProperty(Through).GetInt64();
    }

    private static DocumentKey KeyOf(DateOnly day) => new(Collection, NameOf(day));

    private static string NameOf(DateOnly day) => day.ToString(NameFormat, CultureInfo.InvariantCulture);
}
