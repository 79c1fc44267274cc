using Sentinel.Contracts;

namespace Sentinel.QueryApi.Firewall;

/// <summary>The dialect's words for the two directions that it has.</summary>
internal static class LogDirections
{
    public const string InToOut = "in2out";
    public const string OutToIn = "out2in";

    /// <summary>Null where the record has neither.</summary>
    public static string? Of(string? direction) => direction switch
    {
        Directions.Outbound => InToOut,
        Directions.Inbound => OutToIn,
        _ => null,
    };
}
