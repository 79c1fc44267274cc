namespace Sentinel.Storage;

/// <summary>The store did not answer, or not whole: the same request may succeed later.</summary>
public sealed class StoreUnavailableException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Name and value of the limit on time that was met, where one was.</summary>
    public string? Limit { get; init; }
}

/// <summary>The store knows us not, or does not let us do this: it needs a person.</summary>
public class StoreForbiddenException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Another process has the store to itself.</summary>
public sealed class StoreInUseException(string message, Exception? inner = null) : StoreForbiddenException(message, inner);

/// <summary>The store refuses a write as it stands; a smaller one may pass.</summary>
public sealed class WriteRefusedException(WriteRefusal refusal, string message) : Exception(message)
{
    public WriteRefusal Refusal { get; } = refusal;
}

public enum WriteRefusal
{
    /// <summary>One of the rows or records makes the request unreadable, or is one the store will never take.</summary>
    BadRequest,

    /// <summary>The request is larger than the store takes.</summary>
    TooLarge,
}
