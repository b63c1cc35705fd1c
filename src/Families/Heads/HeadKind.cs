using System.ComponentModel;

namespace Sememe.CompilerServices;

/// <summary>What a head says of a text.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum HeadKind
{
    /// <summary>One row of numbers per sequence: <c>…ForSequenceClassification</c>.</summary>
    SequenceClassification,

    /// <summary>One row of numbers per token: <c>…ForTokenClassification</c>.</summary>
    TokenClassification,

    /// <summary>Two numbers per token, begin and end of an answer: <c>…ForQuestionAnswering</c>.</summary>
    QuestionAnswering,

    /// <summary>One number per token of the vocabulary: <c>…ForMaskedLM</c>.</summary>
    MaskedLanguageModel,

    /// <summary>One number per token of the vocabulary, for the token that comes next: <c>…LMHeadModel</c>, <c>…ForCausalLM</c>.</summary>
    CausalLanguageModel,

    /// <summary>One number per token of the vocabulary, for the next token of a translation: <c>…MTModel</c>. Stands on the decoder.</summary>
    Translation,
}
