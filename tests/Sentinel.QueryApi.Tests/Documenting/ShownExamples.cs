using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sentinel.QueryApi.Tests.Documenting;

/// <summary>The examples of the API's document, sent as they stand there.</summary>
internal static class ShownExamples
{
    /// <summary>
    /// Sends every example of a tag, those that only ask first, and holds each answer against the one shown: the same members in the same order,
    /// with values of the same kinds. An endpoint of the tag that answers with a body and shows no example fails.
    /// </summary>
    /// <param name="host">Holds rows that the examples are about.</param>
    /// <returns>How many there are.</returns>
    public static async Task<int> SendAsync(ApiHost host, string tag, CancellationToken cancellation)
    {
        var document = await host.GetAsync("/openapi/v1.json", cancellation);
        var operations =
            from path in document["paths"]!.AsObject()
            from operation in path.Value!.AsObject()
            where string.Equals((string?)operation.Value!["tags"]![0], tag, StringComparison.Ordinal)
            orderby operation.Key is "get" ? 0 : operation.Key is "delete" ? 2 : 1
            select operation.Value!;
        var sent = 0;
        foreach (var operation in operations)
        {
            var (_, success) = operation["responses"]!.AsObject().First(response => response.Key.StartsWith('2'));
            if (success!["content"] is not { } content) continue;
            var examples = content["application/json"]?["examples"]?.AsObject();
            Assert.True(examples is { Count: > 0 }, $"{operation["operationId"]} shows no example");
            foreach (var (_, example) in examples)
            {
                await SendAsync(host, (string)example!["summary"]!, operation["requestBody"]?["content"]?["application/json"]?["example"], example["value"]!, cancellation);
                sent++;
            }
        }

        return sent;
    }

    private static async Task SendAsync(ApiHost host, string request, JsonNode? body, JsonNode shown, CancellationToken cancellation)
    {
        var (method, path) = (request.Split(' ')[0], request.Split(' ')[1]);
        using var message = new HttpRequestMessage(new(method), ApiHost.Path(path));
        if (body is not null) message.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await host.Client.SendAsync(message, cancellation);
        var text = await answer.Content.ReadAsStringAsync(cancellation);
        Assert.True(answer.IsSuccessStatusCode, $"{request}: {(int)answer.StatusCode} {text}");
        AssertSameShape(shown, JsonNode.Parse(text), request);
    }

    private static void AssertSameShape(JsonNode? shown, JsonNode? answer, string where)
    {
        Assert.True(KindOf(shown) == KindOf(answer), $"{where}: shown {shown}, answered {answer}");
        switch (shown, answer)
        {
            case (JsonObject one, JsonObject other):
                Assert.Equal(one.Select(member => member.Key), other.Select(member => member.Key), StringComparer.Ordinal);
                foreach (var (name, value) in one) AssertSameShape(value, other[name], $"{where} {name}");
                break;
            case (JsonArray one, JsonArray other):
                Assert.True(one.Count == 0 || other.Count > 0, $"{where}: no items");
                for (var index = 0; index < other.Count && one.Count > 0; index++)
                    AssertSameShape(one[one.Count == other.Count ? index : 0], other[index], $"{where}[{index}]");
                break;
        }
    }

    private static JsonValueKind KindOf(JsonNode? node) => node?.GetValueKind() switch
    {
        null => JsonValueKind.Null,
        JsonValueKind.False => JsonValueKind.True,
        var kind => kind.Value,
    };
}
