using Sememe.Tokenization.Models;
using Sememe.Tokenization.Pipeline;
using Sememe.Tokenization.Tables;

namespace Sememe.Tokenization.PreTokenizers;

/// <summary>The pre-tokenizers of a tokenizer, one after the other, and the model behind them.</summary>
internal sealed class PreTokenizerChain
{
    private readonly PreTokenizer[] _steps;

    public PreTokenizerChain(TableBlob tables, bool vectorized) =>
        _steps = Array.ConvertAll(StepTable.Read(tables, SectionKind.PreTokenizerSteps), step => Create(step, tables, vectorized));

    /// <summary>True when a step has to know where in the source its text lies, whoever asks for places.</summary>
    public bool NeedsPlaces => Array.Exists(_steps, static step => step.NeedsPlaces);

    /// <summary>Appends the tokens of the bytes [start, end) of a normalized text.</summary>
    public void Encode(NormalizedText text, int start, int end, Model model, EncodeScratch scratch, ref TokenSink sink)
    {
        if (start >= end)
        {
            return;
        }

        if (_steps.Length == 1 && !_steps[0].Rewrites)
        {
            SplitBatch batch = scratch.Batch;
            batch.Begin(start, end);
            while (_steps[0].Next(text, batch))
            {
                model.Encode(text, batch, scratch, ref sink);
            }

            return;
        }

        SplitList splits = scratch.Splits;
        SplitList next = scratch.NextSplits;
        splits.Clear();
        splits.Add(start, end);
        for (int i = 0; i < _steps.Length; i++)
        {
            next.Clear();
            text = Apply(_steps[i], text, splits, scratch.Rewritten(i), next, scratch.Batch, sink.IsDetailed);
            (splits, next) = (next, splits);
        }

        EncodeAll(text, splits, model, scratch, ref sink);
    }

    /// <summary>One step over all splits of the steps before; returns the text that the new splits lie in.</summary>
    private static NormalizedText Apply(
        PreTokenizer step, NormalizedText text, SplitList splits, NormalizedText rewritten, SplitList next, SplitBatch batch, bool keepsPlaces)
    {
        if (step.Rewrites)
        {
            rewritten.Begin(text, keepsPlaces);
        }

        for (int i = 0; i < splits.Count; i++)
        {
            (int start, int end) = splits[i];
            if (step.Rewrites)
            {
                int from = rewritten.End;
                step.Rewrite(text, start, end, rewritten);
                (start, end) = (from, rewritten.End);
            }

            batch.Begin(start, end);
            while (start < end && step.Next(step.Rewrites ? rewritten : text, batch))
            {
                next.AddRange(batch);
            }
        }

        return step.Rewrites ? rewritten : text;
    }

    private static void EncodeAll(NormalizedText text, SplitList splits, Model model, EncodeScratch scratch, ref TokenSink sink)
    {
        text.Cursor = 0;
        SplitBatch batch = scratch.Batch;
        for (int i = 0; i < splits.Count; i += batch.Count)
        {
            splits.CopyTo(i, batch);
            model.Encode(text, batch, scratch, ref sink);
        }
    }

    private static PreTokenizer Create(TableStep step, TableBlob tables, bool vectorized) => (PreTokenizerKind)step.Kind switch
    {
        PreTokenizerKind.Bert => new BertPreTokenizer(tables, step.Parameters, vectorized),
        PreTokenizerKind.Split => SplitPreTokenizer.Create(tables, step.Parameters, vectorized),
        PreTokenizerKind.PrefixSpace => new PrefixSpacePreTokenizer(),
        PreTokenizerKind.UnicodeScripts => new ScriptPreTokenizer(tables, step.Parameters),
        PreTokenizerKind.FixedLength => new FixedLengthPreTokenizer(tables, step.Parameters),
        PreTokenizerKind.Metaspace => new MetaspacePreTokenizer(tables, step.Parameters),
        PreTokenizerKind.MarkedWords => new MarkedWordsPreTokenizer(tables, step.Parameters, vectorized),
        _ => throw step.Unknown("pre-tokenizer"),
    };
}
