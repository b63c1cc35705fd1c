using Sememe.CompilerServices;
using Sememe.Families;
using Sememe.Families.Weights;

namespace Sememe.Compiler.Specify;

/// <summary>The layers of an encoder or of a decoder, and how a network with another number of them would be.</summary>
/// <param name="Key">The key of config.json that says how many there are.</param>
/// <param name="Stated">How many: groups of them where they share their weights.</param>
/// <param name="LayersThatCountAsOne">Layers of a group.</param>
/// <param name="FirstLayer">Number of the first one in roles.</param>
/// <param name="Family">The family.</param>
/// <param name="WithCount">The network with so many layers.</param>
internal sealed record LayerStack(string Key, int Stated, int LayersThatCountAsOne, int FirstLayer, Family Family, Func<int, EncoderSpec> WithCount)
{
    public static LayerStack OfEncoder(EncoderSpec encoder, Family family) => encoder.LayerGroups > 0
        ? new(family.LayersKey, encoder.LayerGroups, encoder.InnerLayers, 0, family, count => encoder with { LayerGroups = count })
        : new(family.LayersKey, encoder.Layers, 1, 0, family, count => encoder with { Layers = count });

    public static LayerStack OfDecoder(EncoderSpec encoder, Family family) => new(
        family.DecoderLayersKey, encoder.Decoder!.Layers, 1, WeightRole.FirstDecoderLayer, family, count => encoder with { Decoder = encoder.Decoder with { Layers = count } });

    /// <summary>True for a part of one of these layers.</summary>
    public bool Holds(WeightRole role) => role.Layer >= 0 && role.IsDecoder == (FirstLayer > 0);

    /// <summary>Number of the layer, from 0; −1 for a part of none of these.</summary>
    public int LayerOf(WeightRole role) => Holds(role) ? role.Layer - FirstLayer : -1;

    /// <summary>The tensors of a network with so many layers.</summary>
    public IReadOnlyList<WeightSlot> Slots(int count) => Family.Slots(WithCount(count));
}
