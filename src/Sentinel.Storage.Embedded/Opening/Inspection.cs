using Microsoft.Extensions.Options;

namespace Sentinel.Storage.Embedded.Opening;

internal sealed class Inspection(Database database, IOptions<EmbeddedOptions> options) : IStoreInspection
{
    public async Task<StoreDescription> DescribeAsync(CancellationToken cancellation)
    {
        await database.OpenAsync(cancellation);
        return new($"embedded, in {Path.GetFullPath(options.Value.Folder)}", Clock: null);
    }
}
