namespace Sentinel.Contracts;

/// <summary>
/// The order of UTF-8 bytes, which is that of code points. Ordinal order of .NET strings differs from it where
/// a surrogate meets a character above it (U+E000…U+FFFF).
/// </summary>
public static class Utf8Order
{
    public static int Compare(string left, string right)
    {
        var length = Math.Min(left.Length, right.Length);
        for (var index = 0; index < length; index++)
        {
            if (left[index] != right[index]) return Weight(left[index]).CompareTo(Weight(right[index]));
        }

        return left.Length.CompareTo(right.Length);
    }

    private static int Weight(char unit) => char.IsSurrogate(unit) ? unit + 0x10000 : unit;
}
