using Sentinel.Collector.VpnStatus;
using Sentinel.Testing;

namespace Sentinel.Collector.Tests.VpnStatus;

public sealed class FolderNamesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("collector")]
    [InlineData("cölléctor of 東京")]
    public void A_place_is_kept_in_a_folder_of_any_name(string name)
    {
        var path = Directory.CreateDirectory(Path.Combine(folder.Path, name)).FullName;
        var place = new PlaceFile(path, "/run/openvpn/status.log");
        place.Write(new(new(1_000, []), []));
        place.Write(new(new(2_000, []), []));
        Assert.Equal(2_000, place.Read().Last?.Time);
        Assert.Single(Directory.GetFiles(path));
    }

    [Fact]
    public void A_folder_whose_names_cannot_be_written_to_disk_is_told()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "nothing is to be done there");
        var missing = Path.Combine(folder.Path, "missing");
        Assert.StartsWith($"'{missing}' cannot be opened: ", Assert.Throws<IOException>(() => FolderNames.Flush(missing)).Message, StringComparison.Ordinal);
    }
}
