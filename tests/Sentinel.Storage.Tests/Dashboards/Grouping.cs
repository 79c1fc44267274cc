using System.Text.Json.Nodes;
using Sentinel.Contracts;

namespace Sentinel.Storage.Tests.Dashboards;

/// <summary>An aggregation that makes buckets: what Dashboards sends for it, and which rows belong into which bucket.</summary>
/// <param name="Id">By which the answer names it.</param>
public abstract record Grouping(string Id)
{
    /// <summary>Without what is in each bucket.</summary>
    public abstract JsonObject ToJson();

    /// <summary>The buckets of the engine's answer, in its order.</summary>
    public virtual IEnumerable<(string Key, JsonNode Bucket)> Buckets(JsonNode answer) =>
        answer["buckets"]!.AsArray().Select(bucket => (bucket!["key"]!.ToString(), bucket));

    /// <summary>The same buckets in plain LINQ.</summary>
    public abstract IEnumerable<(string Key, IReadOnlyList<FlowRow> Rows)> Split(IReadOnlyList<FlowRow> rows);

    /// <param name="sums">Of the same picture, by id.</param>
    public static Grouping Of(JsonNode aggregation, IReadOnlyDictionary<string, NumberField> sums)
    {
        var (id, parameters) = (aggregation["id"]!.GetValue<string>(), aggregation["params"]!);
        return aggregation["type"]!.GetValue<string>() switch
        {
            "date_histogram" => new TimeGrouping(id, parameters),
            "terms" => new TermsGrouping(id, parameters, sums),
            "filters" => new FiltersGrouping(id, parameters),
            var other => throw new NotSupportedException($"{other} is no aggregation that this knows"),
        };
    }
}

/// <summary>By time, in steps that Dashboards chooses by the width of the picture: half an hour for a day.</summary>
internal sealed record TimeGrouping : Grouping
{
    private const long Step = 30 * Window.Milliseconds;

    public TimeGrouping(string id, JsonNode parameters)
        : base(id)
    {
        Assert.Equal(FlowFields.Timestamp.Name, parameters["field"]!.GetValue<string>());
        Assert.Equal("auto", parameters["interval"]!.GetValue<string>());
    }

    public override JsonObject ToJson() =>
        new()
        {
            ["date_histogram"] = new JsonObject
            {
                ["field"] = FlowFields.Timestamp.Name, ["fixed_interval"] = "30m", ["time_zone"] = "UTC", ["min_doc_count"] = 1,
            },
        };

    public override IEnumerable<(string Key, IReadOnlyList<FlowRow> Rows)> Split(IReadOnlyList<FlowRow> rows) =>
        rows.GroupBy(row => row.Flow.Window.End / Step).OrderBy(group => group.Key).Select(group => ($"{group.Key * Step}", (IReadOnlyList<FlowRow>)[.. group]));
}

/// <summary>By the values of a field, the largest by a sum.</summary>
internal sealed record TermsGrouping : Grouping
{
    private readonly JsonNode parameters;
    private readonly string by;
    private readonly NumberField sum;
    private readonly Field field;
    private readonly int size;

    public TermsGrouping(string id, JsonNode parameters, IReadOnlyDictionary<string, NumberField> sums)
        : base(id)
    {
        Assert.Equal("desc", parameters["order"]!.GetValue<string>());
        Assert.False(parameters["otherBucket"]!.GetValue<bool>() || parameters["missingBucket"]!.GetValue<bool>(), "what is not in the list takes another question");
        this.parameters = parameters;
        by = parameters["orderBy"]!.GetValue<string>();
        sum = sums[by];
        field = FlowFields.ByName[parameters["field"]!.GetValue<string>()];
        size = parameters["size"]!.GetValue<int>();
    }

    /// <summary>With the lines that the object adds to the request.</summary>
    public override JsonObject ToJson()
    {
        var terms = JsonNode.Parse(parameters["json"]!.GetValue<string>())!.AsObject();
        terms["field"] = field.Name;
        terms["size"] = size;
        terms["order"] = new JsonObject { [by] = "desc" };
        return new() { ["terms"] = terms };
    }

    public override IEnumerable<(string Key, IReadOnlyList<FlowRow> Rows)> Split(IReadOnlyList<FlowRow> rows) => (
        from row in rows
        let value = field.ValueIn(row)
        where value is not null
        group row by value.Value into it
        orderby it.Sum(row => sum.Get(row.Flow)!.Value) descending, it.Key
        select (it.Key.ToString(), (IReadOnlyList<FlowRow>)[.. it])).Take(size);
}

/// <summary>By queries, each under a name.</summary>
internal sealed record FiltersGrouping : Grouping
{
    private readonly IReadOnlyList<(string Name, Kuery Query)> filters;

    public FiltersGrouping(string id, JsonNode parameters)
        : base(id) => filters = [.. parameters["filters"]!.AsArray().Select(filter => (filter!["label"]!.GetValue<string>(), Kuery.Parse(filter["input"]!)))];

    public override JsonObject ToJson() =>
        new()
        {
            ["filters"] = new JsonObject
            {
                ["filters"] = new JsonObject(filters.Select(filter => KeyValuePair.Create(filter.Name, (JsonNode?)filter.Query.ToJson()))),
            },
        };

    public override IEnumerable<(string Key, JsonNode Bucket)> Buckets(JsonNode answer) => filters.Select(filter => (filter.Name, answer["buckets"]![filter.Name]!));

    public override IEnumerable<(string Key, IReadOnlyList<FlowRow> Rows)> Split(IReadOnlyList<FlowRow> rows) =>
        filters.Select(filter => (filter.Name, (IReadOnlyList<FlowRow>)[.. rows.Where(filter.Query.Matches)]));
}
