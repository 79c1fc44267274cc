using System.Buffers;

namespace Sentinel.Storage;

/// <summary>What a document is known by: a name in a collection.</summary>
public readonly record struct DocumentKey
{
    public const int MaxCollectionLength = 32;
    public const int MaxNameLength = 200;

    private static readonly SearchValues<char> CollectionLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    /// <param name="collection">1 to <see cref="MaxCollectionLength"/> lower-case letters, digits and hyphens.</param>
    /// <param name="name">1 to <see cref="MaxNameLength"/> visible ASCII characters.</param>
    /// <exception cref="ArgumentException">They are something else.</exception>
    public DocumentKey(string collection, string name)
    {
        if (collection.Length is < 1 or > MaxCollectionLength || collection.AsSpan().ContainsAnyExcept(CollectionLetters))
            throw new ArgumentException("a collection is named by 1 to 32 lower-case letters, digits and hyphens", nameof(collection));
        if (name.Length is < 1 or > MaxNameLength || name.AsSpan().ContainsAnyExceptInRange('!', '~'))
            throw new ArgumentException("a document is named by 1 to 200 visible ASCII characters", nameof(name));
        (Collection, Name) = (collection, name);
    }

    public string Collection { get; }

    public string Name { get; }

    public override string ToString() => $"{Collection}:{Name}";
}
