using Sememe.Kernels;

namespace Sememe.Encoders;

/// <summary>One direction of an LSTM layer with projection.</summary>
/// <param name="Input">[input → 4 · cell], with the gates' biases.</param>
/// <param name="State">[state → 4 · cell].</param>
/// <param name="Projection">[cell → state].</param>
internal sealed record LstmLayer(PackedMatrix Input, PackedMatrix State, PackedMatrix Projection);
