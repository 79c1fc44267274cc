namespace Sentinel.Standalone.Copying;

/// <summary>What became of rows that were copied.</summary>
/// <param name="Stored">New in the engine.</param>
/// <param name="There">In the engine already, under the same id.</param>
/// <param name="NotHeld">Of a day that the engine's store does not hold.</param>
/// <param name="Rejected">The engine will never take them.</param>
internal readonly record struct CopiedRows(long Stored, long There, long NotHeld, long Rejected)
{
    public long Read => Stored + There + NotHeld + Rejected;

    public long Left => NotHeld + Rejected;

    public static CopiedRows operator +(CopiedRows one, CopiedRows other) =>
        new(one.Stored + other.Stored, one.There + other.There, one.NotHeld + other.NotHeld, one.Rejected + other.Rejected);

    public override string ToString() =>
        $"{Read} rows read, {Stored} stored, {There} there already"
        + (NotHeld > 0 ? $", {NotHeld} refused: the engine's store does not hold the day" : "")
        + (Rejected > 0 ? $", {Rejected} refused by the engine" : "");
}
