using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Sentinel.Storage.Embedded.Tests;

/// <summary>The engine on a folder, as a host would have it.</summary>
internal sealed class OpenStore(string folder, TimeProvider? time = null) : IAsyncDisposable
{
    private readonly ServiceProvider services = new ServiceCollection()
        .AddSingleton(time ?? TimeProvider.System)
        .AddEmbeddedStore(Settings(folder))
        .BuildServiceProvider();

    public IFlowWriter Writer => services.GetRequiredService<IFlowWriter>();

    public IFlowReader Reader => services.GetRequiredService<IFlowReader>();

    public IFlowDays Days => services.GetRequiredService<IFlowDays>();

    public IQuarantine Quarantine => services.GetRequiredService<IQuarantine>();

    public static IConfiguration Settings(string folder) => new ConfigurationBuilder()
        .AddInMemoryCollection([new("Sentinel:Storage:Embedded:Folder", folder)])
        .Build();

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
