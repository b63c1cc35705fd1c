using Sememe.Compiler.Collections;
using Sememe.Compiler.Tokenizers.Unicode;
using Sememe.Tokenization.Normalizers;
using Sememe.Tokenization.Unicode;

namespace Sememe.Compiler.Tokenizers.Tables;

/// <summary>Which characters act on their neighbours in which step: the flags of <see cref="MappedEntry"/>. Too many flags cost time and nothing else.</summary>
internal sealed class NeighbourRules
{
    public const int FirstOfThreeBytes = 0x800;

    private readonly NormalizerSpec[] _steps;
    private readonly UnicodeData _unicode;
    private readonly HashSet<int> _seconds;
    private readonly HashSet<int> _white = [];
    private readonly HashSet<int> _vanishing = [];
    private readonly Dictionary<int, GraphemeClass> _graphemes = [];
    private readonly Dictionary<int, int> _ruleLengths = [];
    private readonly Dictionary<int, int[]>[] _decompositions;
    private readonly uint[] _runs;

    public NeighbourRules(NormalizerSpec[] steps, UnicodeData unicode)
    {
        _steps = steps;
        _unicode = unicode;
        _seconds = [.. unicode.Compositions.Values.Select(static pair => pair[1])];
        AddTo(_white, unicode.White);
        foreach ((CodePointRange range, int value) in unicode.Graphemes)
        {
            for (int c = range.First; c <= range.Last; c++)
            {
                _graphemes.Add(c, (GraphemeClass)value);
            }
        }

        foreach (PrecompiledSpec precompiled in steps.OfType<PrecompiledSpec>())
        {
            foreach ((_, int[] characters, int[] content) in TextStepBuilder.Rules(precompiled))
            {
                MayShiftPlaces |= content.Length == 0;
                if (characters.Length == 1)
                {
                    _ruleLengths[characters[0]] = content.Length;
                }
            }
        }

        _decompositions = [.. steps.Select(step => step is UnicodeFormSpec form
            ? TextStepBuilder.Decompositions(form, unicode).ToDictionary(static entry => entry.Key, static entry => entry.Value) : [])];
        AddTo(_vanishing, steps.OfType<StripAccentsSpec>().Any() ? unicode.Marks : []);
        AddTo(_vanishing, steps.OfType<BertNormalizerSpec>().Any(static bert => bert.StripAccents) ? unicode.Nonspacing : []);
        _runs = new uint[steps.Length];
        int count = 0;
        for (int i = 0; i < steps.Length; i++)
        {
            if (steps[i] is ReplaceSpec { Pattern.Length: > 1 } or ReplaceRunsSpec { Most: > 1 })
            {
                _runs[i] = MappedEntry.FirstRun << (count++ % MappedEntry.Runs);
            }
        }
    }

    public bool HasEdges => _steps.Any(static step => step is StripSpec or PrependSpec);

    public bool MindsShortCharacters => _steps.Any(static step => step is PrecompiledSpec);

    /// <summary>A rule of Precompiled that removes the first character of a text shifts the places of all others.</summary>
    public bool MayShiftPlaces { get; }

    /// <summary>True when a rule or a replacement writes one of these.</summary>
    public bool RulesWrite(HashSet<uint> codePoints) => _steps.Any(step => step switch
    {
        PrecompiledSpec precompiled => TextStepBuilder.Rules(precompiled).Any(rule => rule.Content.Any(c => codePoints.Contains((uint)c))),
        ReplaceSpec replace => replace.Content.Any(c => codePoints.Contains(c)),
        ReplaceRunsSpec runs => runs.Content.Any(c => codePoints.Contains(c)),
        PrependSpec prepend => prepend.Text.Any(c => codePoints.Contains(c)),
        _ => false,
    });

    /// <summary>The code points that steps change or that act on others.</summary>
    public IEnumerable<int> Domain()
    {
        HashSet<int> domain = [];
        for (int i = 0; i < _steps.Length; i++)
        {
            AddDomain(_steps[i], domain);
            domain.UnionWith(_decompositions[i].Keys);
        }

        // What becomes something that a later step minds was changed by an earlier one, so it is here already.
        return domain.OrderBy(static c => c);
    }

    /// <summary>How a character acts on others that has become this when it comes to a step.</summary>
    public uint Flags(int step, ReadOnlySpan<uint> text)
    {
        if (text.IsEmpty)
        {
            return MappedEntry.Joins | (_steps[step] is StripSpec ? MappedEntry.Edge : 0);
        }

        int first = (int)text[0];
        int last = (int)text[text.Length - 1];
        return _steps[step] switch
        {
            UnicodeFormSpec form => FormFlags(step, form, text),
            PrecompiledSpec => PrecompiledFlags(text),
            StripSpec => _white.Contains(first) || _white.Contains(last) ? MappedEntry.Edge : 0,
            ReplaceSpec replace when _runs[step] != 0 => RunFlags(step, replace.Pattern.Contains(char.ConvertFromUtf32(first)), replace.Pattern.Contains(char.ConvertFromUtf32(last))),
            ReplaceRunsSpec runs when _runs[step] != 0 => RunFlags(step, IsIn(runs.Characters, first), IsIn(runs.Characters, last)),
            _ => 0,
        };
    }

    private uint RunFlags(int step, bool first, bool last) =>
        (first ? _runs[step] << MappedEntry.MindsShift : 0) | (last ? _runs[step] << MappedEntry.MindedShift : 0);

    private static bool IsIn(EquatableArray<CodePointRange> ranges, int codePoint) => ranges.Any(range => codePoint >= range.First && codePoint <= range.Last);

    /// <summary>Marks change places and compose; those that a later step removes leave no trace.</summary>
    private uint FormFlags(int step, UnicodeFormSpec form, ReadOnlySpan<uint> text)
    {
        int first = (int)text[0];
        int[] parts = _decompositions[step].TryGetValue(first, out int[]? decomposition) ? decomposition : [first];
        if (form.Composes && (_seconds.Contains(parts[0]) || IsSecondJamo(parts[0])))
        {
            return MappedEntry.Joins | MappedEntry.AsksSteps;
        }

        if (!_unicode.CombiningClasses.ContainsKey(parts[0]))
        {
            return 0;
        }

        bool vanishes = !form.Composes && text.Length == 1 && MarksVanishAfter(step) && parts.All(_vanishing.Contains);
        return MappedEntry.Joins | (vanishes ? 0 : MappedEntry.AsksSteps);
    }

    private static bool IsSecondJamo(int codePoint) => codePoint is >= 0x1161 and <= 0x1175 or >= 0x11A8 and <= 0x11C2;

    /// <summary>Nothing but single characters is changed until marks are removed.</summary>
    private bool MarksVanishAfter(int step)
    {
        for (int i = step + 1; i < _steps.Length; i++)
        {
            if (_steps[i] is StripAccentsSpec or BertNormalizerSpec { StripAccents: true })
            {
                return true;
            }

            if (_steps[i] is not (LowercaseSpec or NmtSpec))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>Clusters of fewer than six bytes are replaced as a whole, so it matters where clusters begin and end, and how long they are.</summary>
    private uint PrecompiledFlags(ReadOnlySpan<uint> text)
    {
        int first = (int)text[0];
        int last = (int)text[text.Length - 1];
        GraphemeClass firstClass = ClassOf(first);
        GraphemeClass lastClass = ClassOf(last);
        const GraphemeClass Behind = GraphemeClass.Joins | GraphemeClass.Vowel | GraphemeClass.Trailing;
        const GraphemeClass Before = GraphemeClass.Prepend | GraphemeClass.Leading | GraphemeClass.Linker | GraphemeClass.ConjunctExtend | GraphemeClass.Extend;
        uint flags = (firstClass & Behind) != 0 ? MappedEntry.Joins : 0;
        if ((firstClass & GraphemeClass.Joins) != 0)
        {
            flags |= first < FirstOfThreeBytes ? MappedEntry.AsksSteps : MappedEntry.Cluster << MappedEntry.MindsShift;
        }

        if ((lastClass & Before) != 0 || last == '\r')
        {
            flags |= MappedEntry.Holds;
        }

        if ((lastClass & GraphemeClass.Prepend) != 0 || last == '\r')
        {
            flags |= MappedEntry.AsksSteps;
        }

        if (last < FirstOfThreeBytes)
        {
            flags |= MappedEntry.Cluster << MappedEntry.MindedShift;
        }

        foreach (uint character in text)
        {
            int length = _ruleLengths.TryGetValue((int)character, out int value) ? value : 1;
            flags |= length == 0 ? MappedEntry.Cluster << MappedEntry.MindsShift : length > 1 ? MappedEntry.Cluster << MappedEntry.MindedShift : 0;
        }

        return flags;
    }

    private GraphemeClass ClassOf(int codePoint) => _graphemes.TryGetValue(codePoint, out GraphemeClass value) ? value : GraphemeClass.None;

    private void AddDomain(NormalizerSpec step, HashSet<int> domain)
    {
        switch (step)
        {
            case BertNormalizerSpec bert:
                AddTo(domain, bert.CleanText ? _unicode.Removed : []);
                AddTo(domain, bert.CleanText ? _unicode.White : []);
                AddTo(domain, bert.HandleChineseChars ? _unicode.Chinese : []);
                AddTo(domain, bert.StripAccents ? _unicode.Nonspacing : []);
                break;
            case LowercaseSpec:
                domain.UnionWith(_unicode.Lowercase.Keys);
                break;
            case StripAccentsSpec:
                AddTo(domain, _unicode.Marks);
                break;
            case NmtSpec:
                AddTo(domain, _unicode.NmtDropped);
                AddTo(domain, _unicode.NmtBlank);
                break;
            case StripSpec:
                AddTo(domain, _unicode.White);
                break;
            case ReplaceSpec replace:
                domain.UnionWith(TextStepBuilder.CodePoints(replace.Pattern));
                break;
            case ReplaceRunsSpec runs:
                AddTo(domain, [.. runs.Characters]);
                break;
            case UnicodeFormSpec form:
                AddForm(form, domain);
                break;
            case PrecompiledSpec precompiled:
                domain.UnionWith(Enumerable.Range(0, 0x80)); // what is short is minded; CR takes LF along
                domain.UnionWith(_graphemes.Keys);
                domain.UnionWith(_ruleLengths.Keys);
                break;
        }
    }

    private void AddForm(UnicodeFormSpec form, HashSet<int> domain)
    {
        domain.UnionWith(_unicode.CombiningClasses.Keys);
        if (form.Composes)
        {
            domain.UnionWith(_seconds);
            domain.UnionWith(Enumerable.Range(0x1161, 21).Concat(Enumerable.Range(0x11A8, 27)));
        }
        else
        {
            domain.UnionWith(Enumerable.Range((int)Hangul.FirstSyllable, (int)(Hangul.LastSyllable - Hangul.FirstSyllable) + 1));
        }
    }

    private static void AddTo(HashSet<int> set, CodePointRange[] ranges)
    {
        foreach (CodePointRange range in ranges)
        {
            set.UnionWith(Enumerable.Range(range.First, range.Last - range.First + 1));
        }
    }
}
