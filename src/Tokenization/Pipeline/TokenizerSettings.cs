using System.Runtime.InteropServices;
using Sememe.Tokenization.Models;
using Sememe.Tokenization.Tables;

namespace Sememe.Tokenization.Pipeline;

/// <summary>The section that says which model a tokenizer has and which ids have a name: one 32-bit number after the other.</summary>
internal readonly struct TokenizerSettings
{
    /// <summary>Numbers in the section.</summary>
    public const int Length = 12;

    public ModelKind Model { get; init; }

    /// <summary>The text may be normalized and cut in parts.</summary>
    public bool CutsAtBlanks { get; init; }

    /// <summary>One more than the highest id.</summary>
    public int VocabularySize { get; init; }

    /// <summary>Ids below this may be the model's own; all others are added tokens.</summary>
    public int ModelVocabularySize { get; init; }

    public SpecialTokenIds SpecialTokens { get; init; }

    /// <summary>Type id of padding.</summary>
    public int PadTypeId { get; init; }

    public static TokenizerSettings Read(TableBlob tables)
    {
        ReadOnlySpan<int> numbers = MemoryMarshal.Cast<byte, int>(tables.Slice(tables.Require(SectionKind.Settings)));
        return new TokenizerSettings
        {
            Model = (ModelKind)numbers[0],
            CutsAtBlanks = numbers[1] != 0,
            VocabularySize = numbers[2],
            PadTypeId = numbers[3],
            ModelVocabularySize = numbers[4],
            SpecialTokens = new SpecialTokenIds
            {
                Pad = Id(numbers[5]),
                Unknown = Id(numbers[6]),
                Classifier = Id(numbers[7]),
                Separator = Id(numbers[8]),
                Mask = Id(numbers[9]),
                BeginningOfSequence = Id(numbers[10]),
                EndOfSequence = Id(numbers[11]),
            },
        };
    }

    public int[] ToNumbers() =>
    [
        (int)Model, CutsAtBlanks ? 1 : 0, VocabularySize, PadTypeId, ModelVocabularySize,
        SpecialTokens.Pad ?? -1, SpecialTokens.Unknown ?? -1, SpecialTokens.Classifier ?? -1, SpecialTokens.Separator ?? -1, SpecialTokens.Mask ?? -1,
        SpecialTokens.BeginningOfSequence ?? -1, SpecialTokens.EndOfSequence ?? -1,
    ];

    private static int? Id(int number) => number < 0 ? null : number;
}
