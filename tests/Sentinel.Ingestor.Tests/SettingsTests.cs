using Microsoft.Extensions.Options;
using Sentinel.Testing;

namespace Sentinel.Ingestor.Tests;

public sealed class SettingsTests
{
    [Theory]
    [InlineData("Sentinel:Retention:Days", "0")]
    [InlineData("Sentinel:Retention:Days", "-1")]
    [InlineData("Sentinel:Rollups:Interval", "00:00:00")]
    [InlineData("Sentinel:Rollups:Interval", "01:00:01")]
    [InlineData("Sentinel:Rollups:QuarterHourDays", "0")]
    [InlineData("Sentinel:Rollups:DailyDays", "40000")]
    [InlineData("Sentinel:Ingest:DefaultExporter", "router")]
    [InlineData("Sentinel:Inventory:Folder", "/no/such/folder")]
    [InlineData("Sentinel:Threats:Folder", "/no/such/folder")]
    [InlineData("Sentinel:RabbitMq:Url", "http://guest:s3cret@127.0.0.1")]
    [InlineData("Sentinel:RabbitMq:Url", "amqp//guest:s3cret@127.0.0.1")]
    [InlineData("Sentinel:RabbitMq:Queue", "")]
    [InlineData("Sentinel:RabbitMq:Exchange", "")]
    [InlineData("Sentinel:RabbitMq:Prefetch", "0")]
    public async Task A_wrong_setting_stops_the_start_with_one_sentence_that_names_it(string name, string value)
    {
        using var folder = new TemporaryFolder();
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["Sentinel:RabbitMq:Url"] = "amqp://127.0.0.1", [name] = value };

        var wrong = await Assert.ThrowsAsync<OptionsValidationException>(
            () => RunningIngestor.EmbeddedAsync(folder.Path, [.. settings.Select(setting => (setting.Key, setting.Value))]));

        var sentence = Assert.Single(wrong.Failures);
        Assert.StartsWith(name, sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", sentence, StringComparison.Ordinal);
    }
}
