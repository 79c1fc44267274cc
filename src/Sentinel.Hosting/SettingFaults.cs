using Microsoft.Extensions.DependencyInjection;

namespace Sentinel.Hosting;

/// <summary>Faults of settings that are read before the program is put together: told with all others, when it starts.</summary>
public static class SettingFaults
{
    /// <param name="setting">By its full name.</param>
    /// <param name="sentence">Names the setting, and says what it must be.</param>
    public static IServiceCollection RefuseSetting(this IServiceCollection services, string setting, string sentence)
    {
        services.AddOptions<RefusedSetting>(setting).Validate(_ => false, sentence).ValidateOnStart();
        return services;
    }

    private sealed class RefusedSetting;
}
