namespace Sememe.Batches;

/// <summary>Unicode's property White_Space; it has not changed since version 6.3 and lies in the first plane.</summary>
internal static class WhiteSpace
{
    /// <summary>True for a character that parts words.</summary>
    public static bool Contains(char character) => character switch
    {
        ' ' or (>= '\t' and <= '\r') => true,
        < '\u0085' => false,
        '\u0085' or '\u00A0' or '\u1680' or (>= '\u2000' and <= '\u200A') or '\u2028' or '\u2029' or '\u202F' or '\u205F' or '\u3000' => true,
        _ => false,
    };
}
