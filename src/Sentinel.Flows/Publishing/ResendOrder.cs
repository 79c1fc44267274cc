using System.Text;
using Sentinel.Flows.Merging;

namespace Sentinel.Flows.Publishing;

/// <summary>
/// A message that holds no flow, but names a row whose records lie in quarantine: whoever takes it takes them from there. So it can count
/// nothing that was not published before, it is worth nothing twice, and to those who do not know it, it is no message.
/// </summary>
/// <param name="Row">The id of the row's first record.</param>
public readonly record struct ResendOrder(RecordId Row)
{
    private static ReadOnlySpan<byte> Start => "{\"resend\":\""u8;

    private static ReadOnlySpan<byte> End => "\"}"u8;

    public static bool TryRead(ReadOnlySpan<byte> body, out ResendOrder order)
    {
        order = default;
        if (body.Length != Start.Length + RecordId.TextLength + End.Length || !body.StartsWith(Start) || !body.EndsWith(End)
            || !RecordId.TryParse(body[Start.Length..^End.Length], out var row))
            return false;
        order = new(row);
        return true;
    }

    public byte[] Write() => [.. Start, .. Encoding.ASCII.GetBytes(Row.ToString()), .. End];
}
