using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Sentinel.Storage.Embedded.Opening;
using Sentinel.Storage.Embedded.Schema;
using Sentinel.Testing.Servers;

namespace Sentinel.Benchmarks.Queries;

/// <summary>The engine itself, asked past the product by what an ordinary client would send.</summary>
internal abstract class BareEngine : IDisposable
{
    /// <summary>Name and number.</summary>
    public abstract Task<string> VersionAsync(CancellationToken cancellation);

    /// <summary>To be called once all rows are stored.</summary>
    public virtual Task PrepareAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Reads the whole answer.</summary>
    public abstract Task AskAsync(Question question, CancellationToken cancellation);

    /// <summary>How far its answer is from ours, in words; null where there is nothing to compare.</summary>
    public virtual Task<string?> CompareAsync(Question question, object ours, CancellationToken cancellation) => Task.FromResult<string?>(null);

    public virtual void Dispose() => GC.SuppressFinalize(this);
}

internal sealed class BareSearch(SearchNode node) : BareEngine
{
    private readonly HttpClient client = node.Connect();

    public override Task<string> VersionAsync(CancellationToken cancellation) => Report.VersionAsync(node, cancellation);

    /// <summary>No answer is kept for the next who asks the same, of neither side.</summary>
    public override async Task PrepareAsync(CancellationToken cancellation)
    {
        using var body = Json("""{"index.requests.cache.enable":false}""");
        using var answer = await client.PutAsync(new Uri("flows-*/_settings", UriKind.Relative), body, cancellation);
        answer.EnsureSuccessStatusCode();
    }

    public override async Task AskAsync(Question question, CancellationToken cancellation)
    {
        using var answer = await SearchAsync(question, cancellation);
    }

    public override async Task<string?> CompareAsync(Question question, object ours, CancellationToken cancellation)
    {
        if (question.Compare is null) return null;
        using var answer = await SearchAsync(question, cancellation);
        return question.Compare(ours, answer.RootElement);
    }

    public override void Dispose()
    {
        client.Dispose();
        base.Dispose();
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));

    private async Task<JsonDocument> SearchAsync(Question question, CancellationToken cancellation)
    {
        using var body = Json(question.Body);
        using var answer = await client.PostAsync(new Uri("flows-*/_search", UriKind.Relative), body, cancellation);
        var text = await answer.Content.ReadAsByteArrayAsync(cancellation);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{question.Name}: {Encoding.UTF8.GetString(text)}");
        return JsonDocument.Parse(text);
    }
}

internal sealed class BareDuckDb(Database database) : BareEngine
{
    public override Task<string> VersionAsync(CancellationToken cancellation) => database.UseAsync(
        connection =>
        {
            using var rows = connection.Query("SELECT library_version FROM pragma_version()");
            return rows.Read() ? $"DuckDB {rows.Text(0).TrimStart('v')}" : "DuckDB";
        },
        cancellation);

    public override Task AskAsync(Question question, CancellationToken cancellation) => database.UseAsync(
        connection =>
        {
            var days = DayCatalog.List(connection).Where(day => question.Range.MayHold(day.Day)).Select(day => $"SELECT * FROM {day.Name}");
            using var rows = connection.Query(question.Sql.Replace("{flows}", $"({string.Join(" UNION ALL ", days)})", StringComparison.Ordinal));
            while (rows.Read())
            {
            }
        },
        cancellation);
}
