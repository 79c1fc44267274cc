namespace Sentinel.QueryApi.Tests.Requests;

public sealed class NoParametersTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("POST", "/api/v1/flows")]
    [InlineData("GET", "/api/v1/tokens")]
    [InlineData("POST", "/api/v1/tokens")]
    [InlineData("DELETE", "/api/v1/tokens/abcdefgh")]
    [InlineData("GET", "/api/v1/quarantine/nothing")]
    [InlineData("DELETE", "/api/v1/quarantine/nothing")]
    [InlineData("POST", "/api/v1/quarantine/nothing/resend")]
    [InlineData("POST", "/api/v1/quarantine/resend")]
    public async Task An_endpoint_without_parameters_refuses_any_by_name(string method, string path)
    {
        await using var host = await ApiHost.StartAsync(Cancellation);
        using var request = new HttpRequestMessage(new(method), ApiHost.Path($"{path}?typo=1"));
        using var answer = await host.Client.SendAsync(request, Cancellation);
        await Answers.FaultsAsync(answer, ["typo"], Cancellation);
    }
}
