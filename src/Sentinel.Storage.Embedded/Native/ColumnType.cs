namespace Sentinel.Storage.Embedded.Native;

/// <summary>The column types we use, by the library's numbers.</summary>
internal enum ColumnType
{
    BigInt = 5,
    UBigInt = 9,
    Varchar = 17,

    /// <summary>Of VARCHAR; made by a call of its own.</summary>
    VarcharList = 24,
}
