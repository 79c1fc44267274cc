using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Sentinel.QueryApi.Requests;
using Sentinel.QueryApi.Security;
using Sentinel.Storage.Queries;

namespace Sentinel.QueryApi.FlowReports;

/// <summary>
/// All rows of a selection, in groups, written as they are read: a page of them is in memory, however many there are and however slow the client.
/// Nothing is sent before the first part is whole, so that a store that is away is an error like any other; later the answer is cut off.
/// Headers tell how new the data was then; rows that arrive later may be in the parts that follow.
/// </summary>
internal sealed class GroupedReports(CallersFlows flows, Selection selection, ReportGroups groups) : IResult
{
    /// <summary>What is sent together.</summary>
    private const int PartBytes = 64 * 1024;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var json = httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var buffer = new ArrayBufferWriter<byte>(2 * PartBytes);
        await using var writer = new Utf8JsonWriter(buffer, new() { Encoder = json.Encoder, SkipValidation = true });
        writer.WriteStartObject();
        writer.WriteStartArray("result");
        string? group = null;
        await foreach (var row in flows.StreamAsync(new(selection, groups.Order), httpContext.RequestAborted))
        {
            var key = groups.KeyOf(row.Flow);
            if (!string.Equals(key, group, StringComparison.Ordinal))
            {
                if (group is not null) WriteGroupEnd(writer);
                WriteGroupStart(writer, group = key);
            }

            JsonSerializer.Serialize(writer, ReportAnswer.Of(row), json);
            if (buffer.WrittenCount + writer.BytesPending >= PartBytes) await SendAsync();
        }

        if (group is not null) WriteGroupEnd(writer);
        writer.WriteEndArray();
        writer.WriteEndObject();
        await SendAsync();

        async Task SendAsync()
        {
            await writer.FlushAsync(httpContext.RequestAborted);
            if (!httpContext.Response.HasStarted)
            {
                await AnswerHeaders.WriteDataUntilAsync(httpContext, flows);
                httpContext.Response.ContentType = "application/json; charset=utf-8";
            }

            await httpContext.Response.Body.WriteAsync(buffer.WrittenMemory, httpContext.RequestAborted);
            buffer.ResetWrittenCount();
        }
    }

    private static void WriteGroupStart(Utf8JsonWriter writer, string key)
    {
        writer.WriteStartObject();
        writer.WriteStartArray(key);
    }

    private static void WriteGroupEnd(Utf8JsonWriter writer)
    {
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
