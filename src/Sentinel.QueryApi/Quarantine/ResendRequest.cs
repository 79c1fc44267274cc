using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Sentinel.Contracts;
using Sentinel.QueryApi.Requests;
using Sentinel.Storage;

namespace Sentinel.QueryApi.Quarantine;

/// <summary>A request to send records again.</summary>
/// <param name="Ids">Null where they are found by the filter.</param>
internal sealed record ResendRequest(IReadOnlyList<string>? Ids, QuarantineFilter Filter, QuarantinePosition? After)
{
    public const int MaxIds = 100;

    /// <summary>Null where there are faults.</summary>
    public static ResendRequest? Read(JsonObject? sent, Faults faults)
    {
        try
        {
            if (sent?.Deserialize(QuarantineJson.Default.ResendBody) is { } body) return body.Ids is null ? ReadFilter(body, faults) : ReadIds(body, faults);
            faults.Add("body", "must be a JSON object");
        }
        catch (JsonException failure)
        {
            faults.Add(failure.Path is { Length: > 2 } path ? path[2..] : "body", "is not what this endpoint reads");
        }

        return null;
    }

    private static ResendRequest? ReadIds(ResendBody body, Faults faults)
    {
        if (body.Ids is not { Count: >= 1 and <= MaxIds } ids || ids.Any(string.IsNullOrEmpty)) faults.Add("ids", "must be 1 to 100 ids");
        if (body.Cause is not null || body.Before is not null || body.After is not null) faults.Add("ids", "must stand alone");
        return faults.Any ? null : new(body.Ids, new(), null);
    }

    private static ResendRequest? ReadFilter(ResendBody body, Faults faults)
    {
        QuarantinePosition? after = null;
        if (!QuarantineParameters.CauseOrAny.TryParse(body.Cause ?? "", out var cause, out var why)) faults.Add("cause", $"{why}, where no ids are given");
        if (body.Before is < 0 or > Window.MaxTime) faults.Add("before", string.Create(CultureInfo.InvariantCulture, $"must be from 0 to {Window.MaxTime}"));
        if (body.After is { } text)
        {
            if (ResendCursor.TryParse(text, out var position)) after = position;
            else faults.Add("after", "is none that this API gave");
        }

        return faults.Any ? null : new(null, new(cause, body.Before), after);
    }
}
