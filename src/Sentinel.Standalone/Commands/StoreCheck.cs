using System.Globalization;
using Sentinel.Hosting.Watching;
using Sentinel.Storage;
using Sentinel.Storage.Queries;

namespace Sentinel.Standalone.Commands;

/// <summary>Whether the store answers, lets us do what we need, and means the same time.</summary>
internal static class StoreCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FarApart = TimeSpan.FromSeconds(30);

    /// <summary>Each needs a right of its own; none of them leaves anything behind but what a start makes.</summary>
    private static readonly (string What, Func<IServiceProvider, CancellationToken, Task> Try)[] Rights =
    [
        ("make templates and indices", (services, cancellation) => services.GetRequiredService<IFlowDays>().PrepareAsync(cancellation)),
        ("open a day", (services, cancellation) =>
            services.GetRequiredService<IFlowDays>().OpenAsync(DateOnly.FromDateTime(services.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime), cancellation)),
        ("write and read documents", (services, cancellation) => WriteDocumentAsync(services.GetRequiredService<IDocuments>(), cancellation)),
        ("ask for flows", (services, cancellation) => services.GetRequiredService<IFlowReader>().FindAsync(new(Selection.Everything, RowOrder.NewestFirst, 0, 1), cancellation)),
        ("read the quarantine", (services, cancellation) => services.GetRequiredService<IQuarantine>().ListAsync(1, cancellation)),
        ("read the audit log", (services, cancellation) => services.GetRequiredService<IAuditLog>().ListAsync(1, cancellation)),
    ];

    public static async Task RunAsync(CheckReport report, IServiceProvider services, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            var store = await services.GetRequiredService<IStoreInspection>().DescribeAsync(patience.Token);
            report.Right("engine", store.Engine);
            await TryRightsAsync(report, services, patience.Token);
            CheckClock(report, services.GetRequiredService<TimeProvider>().GetUtcNow(), store.Clock);
        }
        catch (StoreInUseException)
        {
            await CheckOwnerAsync(report, services.GetRequiredService<IConfiguration>(), cancellation);
        }
        catch (Exception failure) when (failure is StoreUnavailableException or StoreForbiddenException)
        {
            report.Wrong("engine", failure.Message);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            report.Wrong("engine", $"it does not answer within {Patience.TotalSeconds} s");
        }
    }

    /// <summary>The embedded store is one process' own: if that is ready, all is as it should be.</summary>
    private static async Task CheckOwnerAsync(CheckReport report, IConfiguration configuration, CancellationToken cancellation)
    {
        if (await HealthQuestion.AskAsync(configuration, cancellation) is { } sentence) report.Wrong("engine", $"embedded; another Sentinel has its folder, and {sentence}");
        else report.Right("engine", $"embedded; the Sentinel that runs at {configuration[WebHostDefaults.ServerUrlsKey]} has it, and is healthy");
    }

    private static async Task TryRightsAsync(CheckReport report, IServiceProvider services, CancellationToken cancellation)
    {
        var isWhole = true;
        foreach (var (what, attempt) in Rights)
        {
            try
            {
                await attempt(services, cancellation);
            }
            catch (Exception failure) when (failure is StoreUnavailableException or StoreForbiddenException)
            {
                isWhole = false;
                report.Wrong("rights", $"cannot {what}: {failure.Message}");
            }
        }

        if (isWhole) report.Right("rights", string.Join(", ", Rights.Select(right => right.What)));
    }

    private static async Task WriteDocumentAsync(IDocuments documents, CancellationToken cancellation)
    {
        var key = new DocumentKey("check", Guid.CreateVersion7().ToString("N"));
        await documents.WriteAsync(key, new("{}"), expected: null, cancellation);
        if (await documents.ReadAsync(key, cancellation) is not { } written || !await documents.DeleteAsync(key, written.Version, cancellation))
            throw new StoreUnavailableException("a document that was written is not there");
    }

    private static void CheckClock(CheckReport report, DateTimeOffset ours, DateTimeOffset? theirs)
    {
        var now = ours.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
        if (theirs is not { } other) report.Right("clock", $"{now} UTC; there is no other to compare it with");
        else if ((ours - other).Duration() is var apart && apart > FarApart)
            report.Wrong("clock", string.Create(CultureInfo.InvariantCulture, $"{now} UTC here, {apart.TotalSeconds:0} s from the engine's: one of them is wrong"));
        else report.Right("clock", $"{now} UTC, as the engine's");
    }
}
