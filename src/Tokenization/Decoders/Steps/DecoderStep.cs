namespace Sememe.Tokenization.Decoders.Steps;

/// <summary>A decoder among others: a list of texts in, a list of texts out.</summary>
internal abstract class DecoderStep
{
    /// <summary>Appends to an empty list what the texts of another become.</summary>
    public abstract void Decode(TextList source, TextList destination);
}
