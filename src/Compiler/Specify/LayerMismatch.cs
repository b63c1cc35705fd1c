namespace Sememe.Compiler.Specify;

/// <summary>A count of layers that is not the weights'.</summary>
/// <param name="Key">The key of config.json that states it.</param>
/// <param name="Stated">What it states.</param>
/// <param name="Held">How many layers the weights hold.</param>
internal sealed record LayerMismatch(string Key, int Stated, int Held);
