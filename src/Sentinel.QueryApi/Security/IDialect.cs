namespace Sentinel.QueryApi.Security;

/// <summary>
/// A dialect that has errors of its own shape, and the paths at which they are written: whoever refuses a request there, long before a handler
/// or instead of one, refuses it in the words its clients know. Elsewhere errors are RFC 9457 problems.
/// </summary>
internal interface IDialect
{
    /// <summary>Whether the path is the dialect's; also one below it at which nothing answers.</summary>
    bool Owns(PathString path);

    /// <summary>The header that carries the token, and goes before <c>Authorization</c>; null where there is none but that.</summary>
    string? TokenHeader => null;

    /// <summary>Writes the body of an error whose status and headers are set; the status may be changed to the one the dialect has for it.</summary>
    /// <param name="detail">What happened, for people; nothing of its cause.</param>
    Task WriteErrorAsync(HttpContext context, string detail);
}
