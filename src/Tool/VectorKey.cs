using System.Security.Cryptography;
using System.Text;
using Sememe.Compiler.Folders;
using Sememe.CompilerServices;
using Sememe.Formats.Tensors;
using Sememe.Kernels;

namespace Sememe.Tool;

/// <summary>Hash of all that vectors depend on: when it is the same, they are.</summary>
internal static class VectorKey
{
    /// <param name="request">What is asked for.</param>
    /// <param name="folder">The model's text files.</param>
    /// <param name="texts">Content of the file of sentences.</param>
    public static string Of(EmbedRequest request, ModelFolder folder, string texts)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, string.Join(" ", new[] { typeof(VectorKey), typeof(EmbeddingModel), typeof(ModelFolder), typeof(Tokenizer) }.Select(static type => type.Module.ModuleVersionId)));
        Add(hash, KernelSet.Create().Choice.ToString());
        Add(hash, request.Prompt);
        Add(hash, texts);
        foreach (ModelFile file in folder.Files)
        {
            Add(hash, file.Path);
            Add(hash, file.Text);
        }

        foreach (string file in WeightsFiles(request))
        {
            Add(hash, file);
            using FileStream stream = File.OpenRead(Path.Combine(request.Folder, file));
            hash.AppendData(SHA256.HashData(stream));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    /// <summary>The chosen file, those that its tensors lie in, and those of sentence-transformers modules.</summary>
    private static IEnumerable<string> WeightsFiles(EmbedRequest request)
    {
        IEnumerable<string> modules = Directory.EnumerateFiles(request.Folder, "model.safetensors", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(request.Folder, file).Replace('\\', '/'))
            .Where(ModelFileNames.IsModuleWeights);
        return WeightsManifest.Of(request.Folder, request.Weights).Content is { } content
            ? content.Tensors.Tensors.Select(static tensor => tensor.File).Append(request.Weights).Concat(modules).Distinct().Order(StringComparer.Ordinal)
            : [];
    }

    private static void Add(IncrementalHash hash, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        hash.AppendData(BitConverter.GetBytes(bytes.Length)); // or "ab", "c" would be "a", "bc"
        hash.AppendData(bytes);
    }
}
