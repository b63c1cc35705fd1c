using Sememe.CompilerServices;
using Sememe.Formats.Configs;
using Sememe.Testing;

namespace Sememe.Families.Tests;

/// <summary>Specifications of models in the shared folder.</summary>
internal static class Specs
{
    /// <summary>As the folder's config.json says.</summary>
    public static EncoderSpec Of(string model)
    {
        string text = File.ReadAllText(TestPaths.InShared("models", model, "config.json"));
        ModelConfig config = ModelConfig.Read("config.json", text);
        return Family.Find(config.ModelType!.Value.Value)!.ReadSpec(config).Spec ?? throw new InvalidOperationException("config.json has problems");
    }
}
