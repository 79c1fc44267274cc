namespace Sentinel.Storage;

/// <summary>What a person asks of a store before trusting it.</summary>
public interface IStoreInspection
{
    /// <exception cref="StoreUnavailableException">It does not answer.</exception>
    /// <exception cref="StoreForbiddenException">It does not let us in.</exception>
    Task<StoreDescription> DescribeAsync(CancellationToken cancellation);
}

/// <param name="Engine">What it is and where, for people.</param>
/// <param name="Clock">What its own clock says, to the second; null where it has ours.</param>
public sealed record StoreDescription(string Engine, DateTimeOffset? Clock);
