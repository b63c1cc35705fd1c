using System.Text;
using Sememe.Compiler;
using Sememe.Compiler.Findings;
using Sememe.Compiler.Folders;
using Sememe.Compiler.Texts;
using Sememe.CompilerServices;
using Sememe.Formats;

namespace Sememe.Tool;

/// <summary>A file of sentences and a model folder → a file of vectors.</summary>
internal static class EmbedCommand
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes the vectors, unless those that are there are the same.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="messages">Takes what is wrong, in the build engine's form.</param>
    /// <returns>False when something is wrong.</returns>
    public static bool Run(EmbedRequest request, TextWriter messages)
    {
        if (ReadTexts(request.Texts, messages) is not { } content)
        {
            return false;
        }

        ExampleTexts texts = ExampleTexts.Read(request.Texts, content);
        ModelFolder folder = ModelFolderReader.Read(request.Model, request.Folder, request.Weights);
        CompiledModel compiled = ModelCompiler.Compile(folder, CancellationToken.None);
        if (Report(texts, messages) || Compile(request, compiled, messages) is not { } model || FindPrompt(request, model, messages) is not { } prompt
            || ReportLong(request, texts, model, prompt, messages))
        {
            return false;
        }

        string key = VectorKey.Of(request, folder, content);
        if (!File.Exists(request.Output) || TextVectors.KeyOf(File.ReadAllText(request.Output)) != key)
        {
            using EmbeddingModel loaded = model.Load(request.Folder);
            TextVectors vectors = TextVectors.Of(key, texts.Checksum, model.Dimensions, Embed(texts, loaded, prompt, model.Dimensions));
            Directory.CreateDirectory(Path.GetDirectoryName(request.Output)!);
            File.WriteAllText(request.Output, vectors.ToText());
        }

        return true;
    }

    /// <summary>[texts × dimensions], and behind them the labels' means.</summary>
    private static float[] Embed(ExampleTexts texts, EmbeddingModel model, int prompt, int dimensions)
    {
        string[] all = [.. texts.Texts];
        float[] vectors = new float[(all.Length + texts.Labels.Count) * dimensions];
        model.Embed(all, prompt, vectors.AsSpan(0, all.Length * dimensions), null, CancellationToken.None);
        int[] counts = texts.CountByLabel();
        double[] sums = new double[texts.Labels.Count * dimensions];
        for (int text = 0; text < texts.LabelIds.Count; text++)
        {
            for (int i = 0; i < dimensions; i++)
            {
                sums[(texts.LabelIds[text] * dimensions) + i] += vectors[(text * dimensions) + i];
            }
        }

        for (int i = 0; i < sums.Length; i++)
        {
            vectors[(all.Length * dimensions) + i] = (float)(sums[i] / counts[i / dimensions]);
        }

        return vectors;
    }

    private static string? ReadTexts(string file, TextWriter messages)
    {
        byte[] bytes = File.ReadAllBytes(file);
        int start = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        try
        {
            return s_strict.GetString(bytes, start, bytes.Length - start);
        }
        catch (DecoderFallbackException exception)
        {
            int at = start + exception.Index;
            ReadOnlySpan<byte> before = bytes.AsSpan(0, at);
            int column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
            messages.WriteLine(BuildMessage.Of(new FileProblem(file, before.Count((byte)'\n') + 1, column, $"found the byte 0x{bytes[at]:X2}, which is not UTF-8; save the file as UTF-8")));
            return null;
        }
    }

    private static bool Report(ExampleTexts texts, TextWriter messages)
    {
        foreach (FileProblem problem in texts.Problems)
        {
            messages.WriteLine(BuildMessage.Of(problem));
        }

        return !texts.Problems.IsEmpty;
    }

    /// <summary>What is wrong with the model itself, the compiler reports at its class; it runs only if this succeeds, so it is said here too.</summary>
    private static SentenceModel? Compile(EmbedRequest request, CompiledModel compiled, TextWriter messages)
    {
        foreach (Finding finding in compiled.Findings.Where(static finding => finding.IsError))
        {
            messages.WriteLine(BuildMessage.Of(request.Texts, $"the model '{request.Model}' cannot be compiled: {finding.Prefix}{string.Join(", ", finding.Arguments)} ({finding.Id})"));
        }

        SentenceModel? model = SentenceModel.Of(compiled);
        if (model is null && compiled.Findings.All(static finding => !finding.IsError))
        {
            messages.WriteLine(BuildMessage.Of(request.Texts, $"the model '{request.Model}' gives no sentence vectors; name one that does: its folder has modules.json, as sentence-transformers writes it"));
        }

        return model;
    }

    private static int? FindPrompt(EmbedRequest request, SentenceModel model, TextWriter messages)
    {
        int? prompt = model.FindPrompt(request.Prompt);
        if (prompt is null)
        {
            string known = string.Join(", ", model.Prompts.Append("None").Select(static name => $"'{name}'"));
            messages.WriteLine(BuildMessage.Of(request.Texts, $"the model '{request.Model}' has no prompt '{request.Prompt}'; the Prompt metadata of the LanguageModelTexts item can be {known}"));
        }

        return prompt;
    }

    private static bool ReportLong(EmbedRequest request, ExampleTexts texts, SentenceModel model, int prompt, TextWriter messages)
    {
        bool isLong = false;
        for (int i = 0; i < texts.Texts.Count; i++)
        {
            int tokens = model.Tokenizer.CountTokens(model.TextOf(prompt) + texts.Texts[i]);
            if (tokens > model.MaxTokens)
            {
                isLong = true;
                messages.WriteLine(BuildMessage.Of(new FileProblem(request.Texts, i + 1, 1, $"found a sentence of {tokens} tokens, '{request.Model}' takes {model.MaxTokens}; shorten it or make two of it")));
            }
        }

        return isLong;
    }
}
