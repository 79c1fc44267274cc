namespace Sentinel.QueryApi.Publishing;

/// <summary>A body has not arrived within <see cref="PublishedBody.Patience"/>.</summary>
internal sealed class SlowBodyException() : Exception("the body did not arrive in time");
