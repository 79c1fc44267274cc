using Microsoft.Extensions.Primitives;

namespace Sentinel.QueryApi.Requests;

/// <summary>Reads the parameters of one request, once; whatever is wrong is added to the faults, and reading goes on.</summary>
internal sealed class QueryReader(IEnumerable<KeyValuePair<string, StringValues>> query)
{
    private readonly Dictionary<string, StringValues> sent = new(query, StringComparer.Ordinal);

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
}
