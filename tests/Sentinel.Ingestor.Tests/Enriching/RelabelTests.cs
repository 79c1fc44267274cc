using Sentinel.Contracts;
using Sentinel.Storage.Queries;
using Sentinel.Testing;

namespace Sentinel.Ingestor.Tests.Enriching;

/// <summary>Lists that change while flows pass: through the whole pipeline, into the embedded store.</summary>
public sealed class RelabelTests : IDisposable
{
    private readonly OperatorFiles files = new();
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        files.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Flows_go_on_while_lists_change_none_is_lost_and_later_ones_get_the_new_labels()
    {
        files.Exporters("0.0.0.0,p1,fw1,,,internet").Networks("10.0.0.0/8,Berlin,DE,office,site,a;b").Threats("first", "192.0.2.1");
        await using var ingestor = await RunningIngestor.EmbeddedAsync(folder.Path, files.Settings);
        var messages = new List<Published>();
        await TakeAsync();
        var early = await NewestAsync();

        files.Exporters("0.0.0.0,p2,fw2,,,vpc").Networks("10.0.0.0/8,Bonn,DE,branch,site,").Threats("second", "192.0.2.0/24").Threats("first", "# nothing");
        await Eventually.Passes(
            async () =>
            {
                await TakeAsync();
                Assert.Equal(("p2", "Bonn", "branch", "second"), LabelsOf(await NewestAsync()));
            },
            Cancellation);

        Assert.Equal(("p1", "Berlin", "office", "first"), LabelsOf(early));
        Assert.Equal(["a", "b"], early.AssetTags);
        await Conservation.HoldsAsync(ingestor.Reader, messages);

        async Task TakeAsync()
        {
            var message = Published.Of(Some.Batch(20, (flow, _) => flow.FirstSeen = flow.LastSeen = Some.Time + messages.Count));
            messages.Add(message);
            await ingestor.Pipeline.TakeAsync(message.Body, default, Cancellation);
        }

        async Task<Flow> NewestAsync() => (await ingestor.Reader.FindAsync(new(Selection.Everything, RowOrder.NewestFirst, 0, 1), Cancellation)).Rows[0].Flow;

        static (string? Project, string? Region, string? Asset, string? List) LabelsOf(Flow flow) => (flow.ProjectId, flow.SrcRegion, flow.AssetName, flow.ThreatList);
    }

    [Fact]
    public async Task A_list_that_changes_between_two_attempts_changes_no_row()
    {
        var message = Published.Of(Some.Batch(40, (flow, index) => (flow.SrcPort, flow.AssetName) = (index % 7, index % 2 == 0 ? "web" : null)));
        files.Networks("10.0.0.0/8,Berlin,DE,web,,");
        await using (var ingestor = await RunningIngestor.EmbeddedAsync(folder.Path, files.Settings))
            await ingestor.Pipeline.TakeAsync(message.Body, default, Cancellation);

        files.Networks("10.0.0.0/8,Bonn,DE,other,,").Threats("list", "192.0.2.1");
        await using var again = await RunningIngestor.EmbeddedAsync(folder.Path, files.Settings);
        await again.Pipeline.TakeAsync(message.Body, default, Cancellation);

        Assert.Equal(14, message.RowIds().Count());
        await Conservation.HoldsAsync(again.Reader, [message]);
    }
}
