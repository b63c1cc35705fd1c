namespace Sememe.Batches;

/// <summary>Tokens of one text.</summary>
/// <param name="Kept">Those that go through the network.</param>
/// <param name="Dropped">Those that were cut off.</param>
internal readonly record struct TokenCount(int Kept, int Dropped)
{
    /// <summary>The same, for tasks that cannot say anything of nothing.</summary>
    /// <param name="index">Index of the text in its batch, for the message; −1 for a single text.</param>
    /// <exception cref="ArgumentException">There are no tokens: the text is empty and the model adds no special tokens.</exception>
    public TokenCount Checked(int index = -1) =>
        Kept > 0 ? this : throw new ArgumentException($"{(index < 0 ? "The text" : $"Text {index}")} has no tokens, and the model adds none to it.");
}
