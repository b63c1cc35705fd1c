using System.Text;

namespace Sememe.Families.Weights;

/// <summary>How PyTorch's exporter names the values that are computed in a module: <c>layers.0.attn.Wqkv</c> becomes <c>/layers.0/attn/Wqkv/MatMul_output_0</c>.</summary>
internal static class OnnxModulePath
{
    private const string WeightSuffix = ".weight";

    /// <summary>How the name of a linear layer's product ends.</summary>
    /// <param name="weight">Name of its matrix.</param>
    public static string ProductOf(string weight)
    {
        StringBuilder path = new();
        foreach (string part in weight.Substring(0, weight.Length - WeightSuffix.Length).Split('.'))
        {
            // A number is the place in a list of modules and stays with the list's name.
            path.Append(part[0] is >= '0' and <= '9' ? '.' : '/').Append(part);
        }

        return path.Append("/MatMul_output_0").ToString();
    }
}
