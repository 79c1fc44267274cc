using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sentinel.Standalone.Commands;

/// <summary>Asks the API of a running Sentinel, and tells its refusals as sentences.</summary>
internal sealed class ApiClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(100);
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    private readonly HttpClient http;

    public ApiClient(Uri address, string token, bool printsJson)
    {
        // Of plain http a proxy of the environment would see the token.
        http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = string.Equals(address.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal) }) { BaseAddress = address, Timeout = Patience };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        PrintsJson = printsJson;
    }

    /// <summary>Whether answers are wanted as they are.</summary>
    public bool PrintsJson { get; }

    /// <returns>The answer's body; an empty object where it has none.</returns>
    /// <exception cref="CommandException">It refuses, or does not answer.</exception>
    public async Task<JsonObject> SendAsync(HttpMethod method, string path, JsonObject? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (body is not null) request.Content = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        try
        {
            using var answer = await http.SendAsync(request, cancellation);
            var text = await answer.Content.ReadAsStringAsync(cancellation);
            if (!answer.IsSuccessStatusCode) throw new CommandException(Refusal(answer, text));
            return text.Length == 0 ? [] : JsonNode.Parse(text) as JsonObject ?? throw new JsonException("no object");
        }
        catch (HttpRequestException failure)
        {
            throw new CommandException($"{http.BaseAddress} cannot be asked: {failure.Message}. Does a Sentinel run there? --url says where.");
        }
        catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new CommandException($"{http.BaseAddress} did not answer within {Patience.TotalSeconds} s.");
        }
        catch (JsonException)
        {
            throw new CommandException($"What answers at {http.BaseAddress} is no Sentinel.");
        }
    }

    /// <summary>Prints an answer as it is, where that is wanted.</summary>
    /// <returns>Whether it did.</returns>
    public bool Print(JsonObject answer)
    {
        if (PrintsJson) Console.Out.WriteLine(answer.ToJsonString(Readable));
        return PrintsJson;
    }

    public void Dispose() => http.Dispose();

    private string Refusal(HttpResponseMessage answer, string text)
    {
        if (answer.StatusCode == HttpStatusCode.Unauthorized) return $"{http.BaseAddress} does not know the token: give another by --token.";
        try
        {
            var problem = JsonNode.Parse(text) as JsonObject;
            var faults = problem?["errors"]?.AsObject().SelectMany(fault => fault.Value!.AsArray().Select(why => $"{fault.Key} {why}"));
            var said = faults is not null ? string.Join("; ", faults) : (string?)problem?["detail"];
            return $"{said?.TrimEnd('.') ?? "It refuses"} ({(int)answer.StatusCode}).";
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return $"What answers at {http.BaseAddress} is no Sentinel: it says {(int)answer.StatusCode}.";
        }
    }
}
