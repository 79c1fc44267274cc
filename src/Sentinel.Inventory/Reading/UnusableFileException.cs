namespace Sentinel.Inventory.Reading;

/// <summary>A file that as a whole says nothing that could be taken; the message says why.</summary>
public sealed class UnusableFileException(string why) : Exception(why);
