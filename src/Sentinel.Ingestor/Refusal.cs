using Sentinel.Storage;

namespace Sentinel.Ingestor;

/// <summary>Why a record goes to quarantine instead of the store.</summary>
internal readonly record struct Refusal(RefusalCause Cause, string Reason);
