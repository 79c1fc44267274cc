using Microsoft.Extensions.DependencyInjection;

namespace Sentinel.Storage.Tests.Stores;

/// <summary>The port as one process has it.</summary>
public sealed class Ports(ServiceProvider services) : IAsyncDisposable
{
    public IFlowReader Reader { get; } = services.GetRequiredService<IFlowReader>();

    public IFlowWriter Writer { get; } = services.GetRequiredService<IFlowWriter>();

    public IFlowDays Days { get; } = services.GetRequiredService<IFlowDays>();

    public IRetention Retention { get; } = services.GetRequiredService<IRetention>();

    public IRollups Rollups { get; } = services.GetRequiredService<IRollups>();

    public IQuarantine Quarantine { get; } = services.GetRequiredService<IQuarantine>();

    public IQuarantineReader QuarantineReader { get; } = services.GetRequiredService<IQuarantineReader>();

    public IDocuments Documents { get; } = services.GetRequiredService<IDocuments>();

    public IAuditLog Audit { get; } = services.GetRequiredService<IAuditLog>();

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
