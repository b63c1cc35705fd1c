namespace Sememe.Runtime.Tests.Families;

/// <summary>The small models of the shared folder.</summary>
internal static class Small
{
    /// <summary>Bare encoders: one or more of every family.</summary>
    public static string[] Models { get; } =
    [
        "bert", "mbert", "roberta", "xlm-roberta", "albert", "albert-v1", "albert-groups", "distilbert", "mpnet", "electra", "modernbert", "deberta-v2", "gpt2",
    ];

    /// <summary>Encoders under a head: their tensors have the family's prefix, and their exports give logits.</summary>
    public static string[] WithHead { get; } =
    [
        "albert-mlm", "albert-seqcls", "bert-mlm", "bert-multilabel", "bert-qa", "bert-regression", "bert-seqcls", "bert-tokencls", "distilbert-qa", "distilbert-seqcls",
        "gpt2-lm", "gpt2-seqcls", "modernbert-seqcls", "roberta-mlm", "roberta-qa", "roberta-seqcls", "roberta-tokencls", "xlm-roberta-seqcls", "xlm-roberta-tokencls",
    ];

    /// <summary>Encoders of sentence-transformers: their exports may pool.</summary>
    public static string[] OfSentences { get; } =
    [
        "st-cls", "st-dense", "st-lasttoken", "st-max", "st-mean", "st-meansqrt", "st-prompts", "st-weightedmean",
    ];

    /// <summary>All of them.</summary>
    public static string[] All { get; } = [.. Models, .. WithHead, .. OfSentences];
}
