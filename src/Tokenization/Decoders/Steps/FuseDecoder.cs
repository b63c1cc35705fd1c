namespace Sememe.Tokenization.Decoders.Steps;

/// <summary>Fuse: all texts as one.</summary>
internal sealed class FuseDecoder : DecoderStep
{
    public override void Decode(TextList source, TextList destination) => destination.Add(source.All);
}
