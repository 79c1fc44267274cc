using Sentinel.Storage;

namespace Sentinel.Ingestor.Retrying;

/// <summary>Says what keeps the store from us when that changes, and not at each attempt.</summary>
internal sealed partial class StoreNews(ILogger logger)
{
    /// <summary>Different sentences that are told before the store has answered again.</summary>
    private const int MaxTold = 20;

    private readonly Lock telling = new();
    private readonly HashSet<string> told = new(StringComparer.Ordinal);

    public void Failed(Exception failure)
    {
        lock (telling)
        {
            if (told.Count == MaxTold || !told.Add(TopicOf(failure))) return;
        }

        if (failure is StoreForbiddenException) Log.Forbidden(logger, failure.Message);
        else if (failure is StoreUnavailableException) Log.Unavailable(logger, failure.Message);
        else Log.Unexpected(logger, failure);
    }

    public void Succeeded()
    {
        if (told.Count == 0) return;
        lock (telling)
        {
            if (told.Count == 0) return;
            told.Clear();
        }

        Log.AnswersAgain(logger);
    }

    /// <summary>An outage is one, whatever each request says of it.</summary>
    private static string TopicOf(Exception failure) => failure is StoreUnavailableException ? "" : failure.Message;

    private static partial class Log
    {
        [LoggerMessage(1401, LogLevel.Warning, "The store is not available; nothing is lost, the same is sent again until it is: {Reason}")]
        public static partial void Unavailable(ILogger logger, string reason);

        [LoggerMessage(1402, LogLevel.Critical, "The store refuses us: no flow is stored until that is mended, and none is lost. {Sentence}")]
        public static partial void Forbidden(ILogger logger, string sentence);

        [LoggerMessage(1403, LogLevel.Error, "The store failed in a way we do not know; the same is sent again")]
        public static partial void Unexpected(ILogger logger, Exception failure);

        [LoggerMessage(1404, LogLevel.Information, "The store answers again")]
        public static partial void AnswersAgain(ILogger logger);
    }
}
