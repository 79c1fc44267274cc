using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace Sentinel.QueryApi.Requests;

/// <summary>Reads the parameters of one request, once; whatever is wrong is added to the faults, and reading goes on.</summary>
internal sealed class QueryReader(IEnumerable<KeyValuePair<string, StringValues>> query)
{
    /// <summary>Values of one parameter.</summary>
    public const int MaxListed = 100;

    private readonly Dictionary<string, StringValues> sent = new(query, StringComparer.Ordinal);

    /// <summary>The request's parameters, as they were sent.</summary>
    public static QueryReader Of(HttpRequest request) => new(ParametersOf(request));

    /// <summary>The request's parameters, trimmed; an empty one is absent.</summary>
    public static QueryReader OfTrimmed(HttpRequest request) => new(
        from parameter in ParametersOf(request)
        let sent = parameter.Value is [{ } text] ? new StringValues(text.Trim()) : parameter.Value
        where sent is not [""]
        select KeyValuePair.Create(parameter.Key, sent));

    /// <summary>The parameters that were sent, as they were sent.</summary>
    public IReadOnlyDictionary<string, StringValues> Sent => sent;

    public Faults Faults { get; } = new();

    public bool IsSent(QueryParameter parameter) => sent.ContainsKey(parameter.Name);

    /// <summary>False where the parameter is absent, or wrong, which is then a fault.</summary>
    public bool TryRead<T>(QueryParameter<T> parameter, out T value)
    {
        value = default!;
        if (!sent.TryGetValue(parameter.Name, out var texts)) return false;
        if (texts is not [{ } text])
        {
            Faults.Add(parameter.Name, "must be given once");
            return false;
        }

        if (parameter.TryParse(text, out value, out var why)) return true;
        Faults.Add(parameter.Name, why, parameter.Refuse(why));
        return false;
    }

    /// <summary>As <see cref="TryRead"/>; that it is absent is a fault too.</summary>
    public bool TryRequire<T>(QueryParameter<T> parameter, out T value)
    {
        if (TryRead(parameter, out value)) return true;
        if (!IsSent(parameter)) Faults.Add(parameter.Name, "must be given");
        return false;
    }

    /// <summary>Of a parameter that may be given several times, or several values separated by commas. False where it is absent, or one of them is wrong.</summary>
    public bool TryReadList<T>(QueryParameter<T> parameter, out IReadOnlyList<T> values)
    {
        var read = new List<T>();
        values = read;
        if (!sent.TryGetValue(parameter.Name, out var texts)) return false;
        foreach (var text in texts.SelectMany(text => text!.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            if (parameter.TryParse(text, out var value, out var why)) read.Add(value);
            else Faults.Add(parameter.Name, why, parameter.Refuse(why));
            if (read.Count > MaxListed) Faults.Add(parameter.Name, $"must be {MaxListed} values at most");
            if (Faults.Any) return false;
        }

        return read.Count > 0;
    }

    /// <summary>The parameter's default where it is absent, or wrong.</summary>
    public T Read<T>(QueryParameter<T> parameter) => TryRead(parameter, out var value) ? value : parameter.DefaultValue;

    public long? ReadOptional(QueryParameter<long> parameter) => TryRead(parameter, out var value) ? value : null;

    /// <summary>A name that the endpoint does not know is a fault: a typo must not widen a query.</summary>
    public void RefuseUnknown(IReadOnlyList<QueryParameter> known)
    {
        foreach (var name in sent.Keys)
        {
            if (known.All(parameter => !string.Equals(parameter.Name, name, StringComparison.Ordinal))) Faults.Add(name, "is no parameter of this endpoint");
        }
    }

    /// <summary>By names whose case counts; <see cref="HttpRequest.Query"/> joins those that differ in it alone.</summary>
    private static IEnumerable<KeyValuePair<string, StringValues>> ParametersOf(HttpRequest request)
    {
        var pairs = new List<(string Name, string Value)>();
        foreach (var pair in new QueryStringEnumerable(request.QueryString.Value)) pairs.Add((pair.DecodeName().ToString(), pair.DecodeValue().ToString()));
        return pairs.GroupBy(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal)
            .Select(values => KeyValuePair.Create(values.Key, new StringValues([.. values])));
    }
}
