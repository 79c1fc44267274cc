using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Sentinel.Storage.Embedded;
using Sentinel.Testing;

namespace Sentinel.Storage.Tests.Stores;

public sealed class EmbeddedStore : Store
{
    private TemporaryFolder folder = new();

    /// <summary>One process owns the folder.</summary>
    public override Task<Ports> AnotherProcessAsync(CancellationToken cancellation) => Task.FromResult(OnlyProcess());

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        folder.Dispose();
    }

    protected override Task<Dictionary<string, string?>> SettingsAsync(CancellationToken cancellation) =>
        Task.FromResult(new Dictionary<string, string?>(StringComparer.Ordinal) { ["Sentinel:Storage:Embedded:Folder"] = folder.Path });

    protected override void Add(IServiceCollection services, IConfiguration configuration) => services.AddEmbeddedStore(configuration);

    protected override Task EmptyAsync(CancellationToken cancellation)
    {
        folder.Dispose();
        folder = new();
        return Task.CompletedTask;
    }
}
