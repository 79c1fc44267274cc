using Sentinel.Testing;

namespace Sentinel.Contracts.Tests;

/// <summary>Flows that differ from a plain one in one field.</summary>
internal static class SomeFlows
{
    public static Flow Plain => Some.Flow();

    public static Flow With(Field field) => Some.Flow(flow => Change(flow, field));

    /// <summary>A flow with a value in every field that a message supplies.</summary>
    public static Flow WithAll() => Some.Flow(flow =>
    {
        foreach (var field in FlowFields.Supplied) Change(flow, field);
    });

    private static void Change(Flow flow, Field field)
    {
        switch (field)
        {
            case NumberField number:
                number.Set(flow, (number.Get(flow) ?? 0) + 1);
                break;
            case AddressField address:
                address.Set(flow, Address.Parse("2001:db8::77"));
                break;
            case KeywordField keyword:
                keyword.Set(flow, $"other {field.Name} 😀\"");
                break;
            case KeywordListField list:
                list.Set(flow, ["b", "a", "ö;"]);
                break;
        }
    }
}
