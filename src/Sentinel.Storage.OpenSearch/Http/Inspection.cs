using System.Globalization;
using Microsoft.Extensions.Options;

namespace Sentinel.Storage.OpenSearch.Http;

internal sealed class Inspection(EngineClient engine, IOptions<OpenSearchOptions> options) : IStoreInspection
{
    public async Task<StoreDescription> DescribeAsync(CancellationToken cancellation)
    {
        var product = await engine.DetectAsync(cancellation);
        using var health = (await engine.GetAsync("_cat/health?format=json&h=epoch", cancellation)).ReadSuccess();
        var epoch = long.Parse(health.RootElement[0].GetProperty("epoch").GetString()!, CultureInfo.InvariantCulture);
        var nodes = string.Join(", ", options.Value.Nodes().Select(node => node.GetLeftPart(UriPartial.Authority)));
        return new($"{product} at {nodes}", DateTimeOffset.FromUnixTimeSeconds(epoch));
    }
}
