using System.Text;

namespace Sentinel.Storage.Embedded.Native;

/// <summary>.NET values as the library's, to be bound to parameters.</summary>
internal static unsafe class Value
{
    public static ValueHandle Create(object? value) => value switch
    {
        null => Api.CreateNull(),
        long number => Api.CreateInt64(number),
        ulong number => Api.CreateUInt64(number),
        string text => CreateText(text),
        // To the runtime an array of either sign is one of the other.
        ulong[] numbers when value.GetType() == typeof(ulong[]) => CreateList(ColumnType.UBigInt, numbers, Api.CreateUInt64),
        long[] numbers => CreateList(ColumnType.BigInt, numbers, Api.CreateInt64),
        long?[] numbers => CreateList(ColumnType.BigInt, numbers, number => number is { } known ? Api.CreateInt64(known) : Api.CreateNull()),
        string?[] texts => CreateList(ColumnType.Varchar, texts, text => text is null ? Api.CreateNull() : CreateText(text)),
        _ => throw new ArgumentException($"{value.GetType()} is no parameter", nameof(value)),
    };

    private static ValueHandle CreateText(string text)
    {
        var utf8 = Encoding.UTF8.GetBytes(text);
        fixed (byte* start = utf8) return Api.CreateVarchar(start, (ulong)utf8.Length);
    }

    private static ValueHandle CreateList<T>(ColumnType type, T[] elements, Func<T, ValueHandle> create)
    {
        var values = new ValueHandle[elements.Length];
        try
        {
            for (var index = 0; index < elements.Length; index++) values[index] = create(elements[index]);
            using var elementType = Api.CreateType(type);
            var pointers = Array.ConvertAll(values, value => value.DangerousGetHandle());
            fixed (nint* start = pointers) return Api.CreateList(elementType, start, (ulong)pointers.Length);
        }
        finally
        {
            foreach (var value in values) value?.Dispose();
        }
    }
}
