using Sememe.Compiler.Findings;
using Sememe.Compiler.Specify;
using Sememe.CompilerServices;
using Sememe.Formats.Configs;

namespace Sememe.Compiler.Tasks;

/// <summary>What the task of a model is read from.</summary>
/// <param name="Files">The folder.</param>
/// <param name="Findings">Takes what is wrong.</param>
/// <param name="Config">config.json; null when it could not be read.</param>
/// <param name="Encoder">The network; null when it could not be read.</param>
/// <param name="Weights">The weights.</param>
internal sealed record TaskContext(FolderFiles Files, FindingList Findings, ModelConfig? Config, EncoderSpec? Encoder, WeightsSpecifier Weights);
