namespace Sentinel.QueryApi.Auditing;

/// <summary>The words by which the audit log knows what was done.</summary>
internal static class AuditActions
{
    public const string TokenCreate = "token.create";
    public const string TokenRevoke = "token.revoke";
    public const string AuthenticationFail = "authentication.fail";
    public const string FlowsClear = "flows.clear";
    public const string RetentionSet = "retention.set";
    public const string QuarantineResend = "quarantine.resend";
    public const string QuarantinePurge = "quarantine.purge";
}
