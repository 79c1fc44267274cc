using Sentinel.Flows.Publishing;

namespace Sentinel.Collector.VpnStatus;

/// <summary>Looks at one status file, again and again, and counts what it says.</summary>
internal sealed class StatusWatch(StatusFile file, StatusCounter counter)
{
    /// <summary>What is wrong with the text that was read last: as long as the file stays as it is, so does that.</summary>
    private string wrong = "";

    /// <returns>What is wrong; nothing where all is well.</returns>
    public async Task<string> LookAsync(CancellationToken cancellation)
    {
        try
        {
            await counter.FinishAsync(cancellation);
            if (await file.ReadChangedAsync(cancellation) is { } text) wrong = await CountAsync(text, cancellation);
            return wrong;
        }
        catch (Exception failure)
        {
            cancellation.ThrowIfCancellationRequested();
            return failure is IOException or UnauthorizedAccessException or InvalidDataException or NotConfirmedException ? failure.Message : failure.ToString();
        }
    }

    private async Task<string> CountAsync(StatusText text, CancellationToken cancellation)
    {
        if (!StatusFormat.TryRead(text.Text, text.Modified, out var report, out var broken)) return "it is no status of an OpenVPN server, or not to its end";
        await counter.CountAsync(report, isPartial: broken > 0, cancellation);
        file.Done(text);
        return broken > 0 ? $"{broken} of its sessions cannot be read" : "";
    }
}
