using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Sentinel.QueryApi.Firewall;

internal sealed record Statistics(
    [property: Description("By sessions descending, then by bytes, then by item")] IReadOnlyList<StatisticRecord> Records,
    [property: Description("Different items, exact to 50,000; more are an estimate, which a header says")] long Total);

/// <summary>Members without a value are left out.</summary>
internal sealed record StatisticRecord
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ItemCount>? Apps { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("Kind of the asset that an address is")]
    public string? AssociateInstanceType { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("Name of the asset that an address is")]
    public string? DeviceName { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ItemCount>? DstIp { get; init; }

    public required string Item { get; init; }

    [Description("Last seen, epoch ms")]
    public required long LastTime { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ItemCount>? Ports { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("Where all records have the same")]
    public string? Protocol { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("Of an address")]
    public string? Region { get; init; }

    [Description("From the initiators")]
    public required Int128 RequestByte { get; init; }

    [Description("Back to the initiators")]
    public required Int128 ResponseByte { get; init; }

    [Description("Source records")]
    public required Int128 Sessions { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ItemCount>? SrcIp { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull), Description("Of the asset that an address is, separated by semicolons")]
    public string? Tags { get; init; }
}

/// <param name="Value">Sessions.</param>
internal sealed record ItemCount(string Key, [property: Description("Sessions")] Int128 Value);

[JsonSerializable(typeof(FirewallError))]
[JsonSerializable(typeof(DataAnswer<LogPage>))]
[JsonSerializable(typeof(DataAnswer<Statistics>))]
internal sealed partial class FirewallAnswersJson : JsonSerializerContext;
