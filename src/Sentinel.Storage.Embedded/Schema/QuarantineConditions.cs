using Sentinel.Storage.Embedded.Native;

namespace Sentinel.Storage.Embedded.Schema;

/// <summary>Which records of the quarantine a statement is about; texts of the caller's are its parameters.</summary>
internal sealed class QuarantineConditions
{
    private readonly List<string> conditions = ["TRUE"];
    private readonly List<object?> parameters = [];

    public QuarantineConditions(QuarantineFilter filter)
    {
        if (filter.Cause is { } cause) conditions.Add($"{QuarantineTable.Cause} = {Bind(cause.Word())}");
        if (filter.Before is { } before) conditions.Add($"received_at < {Bind(before)}");
        if (filter.Row is { } row) conditions.Add($"row_id = {Bind(row)}");
        if (filter.Id is { } id) conditions.Add($"id = {Bind(id)}");
    }

    public QuarantineConditions(QuarantineFilter filter, QuarantinePosition? after)
        : this(filter)
    {
        if (after is not { } position) return;
        var receivedAt = Bind(position.ReceivedAt);
        conditions.Add($"(received_at > {receivedAt} OR (received_at = {receivedAt} AND id > {Bind(position.Id)}))");
    }

    /// <param name="start">All before the conditions.</param>
    /// <param name="end">What follows them.</param>
    public Rows Ask(Connection connection, string start, string end = "") =>
        connection.Query($"{start} WHERE {string.Join(" AND ", conditions)} {end}", parameters.ToArray());

    private string Bind(object value)
    {
        parameters.Add(value);
        return $"${parameters.Count}";
    }
}
