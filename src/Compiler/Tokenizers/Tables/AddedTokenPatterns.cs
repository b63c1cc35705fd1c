using System.Text;
using Sememe.Compiler.Collections;
using Sememe.Tokenization.AddedTokens;
using Sememe.Tokenization.Normalizers;
using Sememe.Tokenization.Pipeline;

namespace Sememe.Compiler.Tokenizers.Tables;

/// <summary>What added tokens are looked for as: themselves in the text as given, or their normalized form in normalized text.</summary>
internal sealed class AddedTokenPatterns
{
    private readonly Dictionary<int, byte[]> _normalizedForms = [];

    public AddedTokenPatterns(EquatableArray<AddedTokenSpec> tokens, NormalizerChain normalizers)
    {
        EncodeScratch scratch = new(modelMemory: null);
        List<AddedTokenPattern> raw = [];
        List<AddedTokenPattern> normalized = [];
        foreach (AddedTokenSpec token in tokens)
        {
            if (!token.Normalized)
            {
                raw.Add(new AddedTokenPattern(Encoding.UTF8.GetBytes(token.Content), token.Id, Flags(token)));
                continue;
            }

            scratch.Source.Take(token.Content.AsSpan(), vectorized: false);
            byte[] form = normalizers.Normalize(scratch.Source, 0, scratch.Source.Length, keepsPlaces: false, scratch).Text.ToArray();
            _normalizedForms[token.Id] = form;
            if (form.Length > 0)
            {
                normalized.Add(new AddedTokenPattern(form, token.Id, Flags(token)));
            }
        }

        Raw = [.. raw];
        Normalized = [.. normalized];
    }

    public AddedTokenPattern[] Raw { get; }

    public AddedTokenPattern[] Normalized { get; }

    /// <summary>No token reaches across a place between a letter and a blank.</summary>
    public bool AllowCutsAtBlanks =>
        !Normalized.Any(static pattern => (pattern.Flags & AddedTokenFlags.StripRight) != 0 || pattern.Bytes.Contains((byte)' '));

    /// <summary>What a token decodes to: its normalized form, if it is looked for as that.</summary>
    public byte[]? NormalizedForm(int id) => _normalizedForms.TryGetValue(id, out byte[]? form) ? form : null;

    private static AddedTokenFlags Flags(AddedTokenSpec token) =>
        (token.Special ? AddedTokenFlags.Special : 0) | (token.SingleWord ? AddedTokenFlags.SingleWord : 0)
        | (token.StripLeft ? AddedTokenFlags.StripLeft : 0) | (token.StripRight ? AddedTokenFlags.StripRight : 0);
}

/// <summary>What to look for, and what it is.</summary>
internal sealed record AddedTokenPattern(byte[] Bytes, int Id, AddedTokenFlags Flags);
