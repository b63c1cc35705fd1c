using Sememe.Batches;
using Sememe.Heads;
using Sememe.Memory;

namespace Sememe.Models;

/// <summary>Vectors of tokens and words in context: what bare encoders and sentence embedders have in common.</summary>
internal sealed class Contextualizer(LoadedModel model)
{
    public TokenVectors Run(ReadOnlySpan<char> text, ContextOptions options)
    {
        ContextPlan plan = ContextPlan.For(options, model.Encoder, model.Network);
        using ModelCall call = model.Enter();
        Workspace workspace = call.Workspace;
        TokenCount count = call.Encode(text);
        ReadOnlySpan<int> wordIds = workspace.WordIds[..count.Kept];
        int rows = plan.CountRows(wordIds);
        ReadOnlySpan<float> states = call.RunLayers(count.Kept, plan.Layers);
        plan.Fill(states, wordIds, workspace.Offsets, workspace.EnsureRows(rows * plan.Width), workspace.Offsets);
        return new TokenVectors(text, default, workspace, call.Workspaces, Info(rows, count), plan.Width);
    }

    public ContextInfo Run(ReadOnlySpan<char> text, Span<float> vectors, Span<TextRange> offsets, ContextOptions options)
    {
        ContextPlan plan = ContextPlan.For(options, model.Encoder, model.Network);
        using ModelCall call = model.Enter();
        Workspace workspace = call.Workspace;
        TokenCount count = call.Encode(text);
        ReadOnlySpan<int> wordIds = workspace.WordIds[..count.Kept];
        int rows = plan.CountRows(wordIds);
        LoadedModel.RequireRoom(vectors.Length, rows, plan.Width, nameof(vectors));
        LoadedModel.RequireRoom(offsets.Length, rows, 1, nameof(offsets), "places in the text");
        plan.Fill(call.RunLayers(count.Kept, plan.Layers), wordIds, workspace.Offsets, vectors, offsets);
        return Info(rows, count);
    }

    public TokenVectors Run(ReadOnlySpan<string> words, ContextOptions options)
    {
        ContextPlan plan = ContextPlan.For(options, model.Encoder, model.Network);
        using ModelCall call = model.Enter();
        Workspace workspace = call.Workspace;
        TokenCount count = call.EncodeWords(words);
        ReadOnlySpan<float> states = call.RunLayers(count.Kept, plan.Layers);
        plan.FillWords(states, workspace.WordIds[..count.Kept], workspace.EnsureRows(words.Length * plan.Width));
        workspace.EnsureTokens(words.Length);
        LayOut(words, workspace.Offsets);
        return new TokenVectors(default, words, workspace, call.Workspaces, Info(words.Length, count), plan.Width);
    }

    public ContextInfo Run(ReadOnlySpan<string> words, Span<float> vectors, ContextOptions options)
    {
        ContextPlan plan = ContextPlan.For(options, model.Encoder, model.Network);
        LoadedModel.RequireRoom(vectors.Length, words.Length, plan.Width, nameof(vectors));
        using ModelCall call = model.Enter();
        TokenCount count = call.EncodeWords(words);
        ReadOnlySpan<float> states = call.RunLayers(count.Kept, plan.Layers);
        plan.FillWords(states, call.Workspace.WordIds[..count.Kept], vectors[..(words.Length * plan.Width)]);
        return Info(words.Length, count);
    }

    /// <summary>Where words stand when one blank parts them.</summary>
    private static void LayOut(ReadOnlySpan<string> words, Span<TextRange> offsets)
    {
        int start = 0;
        for (int word = 0; word < words.Length; word++)
        {
            offsets[word] = new TextRange(start, start + words[word].Length);
            start += words[word].Length + 1;
        }
    }

    private ContextInfo Info(int rows, TokenCount count) => new(rows, count.Kept, count.Dropped, model.Backend);
}
