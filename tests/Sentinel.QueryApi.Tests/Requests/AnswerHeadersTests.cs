using System.Globalization;
using Sentinel.QueryApi.Tests.Flows;

namespace Sentinel.QueryApi.Tests.Requests;

public sealed class AnswerHeadersTests(PopulatedApi api)
{
    private const string DataUntil = "Sentinel-Data-Until";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/api/v1/flows")]
    [InlineData("/api/v1/flows/top-talkers")]
    [InlineData("/api/v1/flows/protocols")]
    [InlineData("/api/v1/flow-reports")]
    [InlineData("/api/v1/flow-reports?group_by=day")]
    [InlineData("/api/v1/flow-reports/stats")]
    [InlineData("/api/v1/flow-reports/retention")]
    [InlineData("/v1/p-1/cfw/logs/flow?fw_instance_id=fw-1&limit=10&start_time=1&end_time=2", "/v1/{project_id}/cfw/logs/flow")]
    [InlineData("/v1/p-1/cfw/logs/flow-statistic?fw_instance_id=fw-1&log_type=vpc&item=app&range=0", "/v1/{project_id}/cfw/logs/flow-statistic")]
    [InlineData("/api/v1/analytics")]
    [InlineData("/api/v1/stats")]
    [InlineData("/api/v1/stats/system")]
    [InlineData("/api/v1/clients")]
    [InlineData("/api/v1/certificates")]
    public async Task Every_question_of_a_dialect_tells_how_new_the_data_is_and_the_document_says_so(string path, string? route = null)
    {
        using var answer = await api.Host.Client.GetAsync(ApiHost.Path(path), Cancellation);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal(api.Rows.Max(row => row.Flow.LastSeen).ToString(CultureInfo.InvariantCulture), Answers.Header(answer, DataUntil));
        var document = await api.Host.GetAsync("/openapi/v1.json", Cancellation);
        Assert.NotNull(document["paths"]![route ?? path.Split('?')[0]]!["get"]!["responses"]!["200"]!["headers"]?[DataUntil]);
    }
}
