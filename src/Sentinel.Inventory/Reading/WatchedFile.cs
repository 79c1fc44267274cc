namespace Sentinel.Inventory.Reading;

/// <summary>What is known of a file between two looks at it.</summary>
internal sealed class WatchedFile<TPart>
    where TPart : class
{
    /// <summary>At the last look; null where it was not there.</summary>
    public FileVersion? Seen { get; set; }

    /// <summary>The version that was read, whatever came of it.</summary>
    public FileVersion? Read { get; set; }

    /// <summary>What is in force; null where nothing of it could be read yet.</summary>
    public TPart? Part { get; set; }

    /// <summary>Why it could not be read, as it was told.</summary>
    public string? Told { get; set; }
}
