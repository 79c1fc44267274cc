using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Sentinel.Hosting;

/// <summary>Settings whose text is not of their kind, such as <c>abc</c> where a number belongs. The binder stops at the first of them, and nothing else would be told.</summary>
public static class UnconvertibleSettings
{
    /// <summary>Refuses each that the options added before are bound to, and puts its default into its place, so that the others are judged beside it.</summary>
    public static IServiceCollection RefuseUnconvertible(this IServiceCollection services, IConfiguration configuration)
    {
        var bindings = services.Where(service => !service.IsKeyedService).Select(service => service.ImplementationInstance).OfType<object>().Where(IsBinding).ToList();
        foreach (var binding in bindings) RefuseIn(binding, services, configuration);
        return services;
    }

    private static bool IsBinding(object service) =>
        service.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(NamedConfigureFromConfigurationOptions<>);

    private static void RefuseIn(object binding, IServiceCollection services, IConfiguration configuration)
    {
        var options = binding.GetType().GetGenericArguments()[0];
        var configure = binding.GetType().GetMethod(nameof(IConfigureOptions<>.Configure), [typeof(string), options])!;
        var name = binding.GetType().GetProperty(nameof(NamedConfigureFromConfigurationOptions<>.Name))!.GetValue(binding);
        var refused = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        while (true)
        {
            try
            {
                configure.Invoke(binding, BindingFlags.DoNotWrapExceptions, binder: null, [name, Activator.CreateInstance(options)], CultureInfo.InvariantCulture);
                return;
            }
            catch (Exception failure) when (UnconvertibleSetting.Read(failure) is { } setting)
            {
                // No default that could be told: the validation says so once more.
                if (!refused.Add(setting.Key)) return;
                services.RefuseSetting(setting.Key, setting.Sentence);
                configuration[setting.Key] = DefaultOf(options, setting.Key);
            }
        }
    }

    private static string DefaultOf(Type options, string key)
    {
        var property = options.GetProperty(ConfigurationPath.GetSectionKey(key), BindingFlags.Public | BindingFlags.Instance | BindingFlags.IgnoreCase);
        return Convert.ToString(property?.GetValue(Activator.CreateInstance(options)), CultureInfo.InvariantCulture) ?? "";
    }
}
