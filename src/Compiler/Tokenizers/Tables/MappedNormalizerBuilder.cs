using System.Runtime.InteropServices;
using System.Text;
using Sememe.Compiler.Collections;
using Sememe.Compiler.Tokenizers.Unicode;
using Sememe.Tokenization.Normalizers;
using Sememe.Tokenization.Normalizers.Steps;
using Sememe.Tokenization.Tables;

namespace Sememe.Compiler.Tokenizers.Tables;

/// <summary>Builds the parameters of <see cref="MappedNormalizer"/>: lets its steps work on every code point alone, and asks <see cref="NeighbourRules"/> which act on others.</summary>
internal sealed class MappedNormalizerBuilder
{
    private readonly UnicodeData _unicode;
    private readonly (TextStepKind Kind, byte[] Parameters, NormalizerSpec Origin)[] _parts;
    private readonly byte[] _steps;
    private readonly TextStep[] _running;
    private readonly NeighbourRules _neighbours;
    private readonly StepMemory _memory = new();
    private readonly uint[] _entries = new uint[UnicodeData.CodePoints];
    private readonly List<byte> _pool = [];
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    private MappedNormalizerBuilder(EquatableArray<NormalizerSpec> steps, UnicodeData unicode)
    {
        _unicode = unicode;
        _parts = [.. steps.SelectMany(step => TextStepBuilder.Build(step, unicode))];
        _steps = WriteSteps();
        _neighbours = new NeighbourRules([.. _parts.Select(static part => part.Origin)], unicode);
        TableWriter tables = new();
        tables.Add(SectionKind.CodePointClasses, CodePointClassBuilder.Build(unicode));
        tables.Add(SectionKind.NormalizerSteps, _steps);
        TableBlob blob = new(tables.ToLiteral());
        _running = TextSteps.Read(blob, blob.Require(SectionKind.NormalizerSteps));
    }

    public static byte[] Build(EquatableArray<NormalizerSpec> steps, UnicodeData unicode)
    {
        MappedNormalizerBuilder builder = new(steps, unicode);
        builder.FillEntries();
        return builder.Write();
    }

    /// <summary>True when no white space but blanks and U+0085 can be in what the steps leave.</summary>
    public static bool LeavesOnlyBlanks(EquatableArray<NormalizerSpec> steps, UnicodeData unicode)
    {
        const int NextLine = 0x85;
        MappedNormalizerBuilder builder = new(steps, unicode);
        HashSet<uint> white = [.. unicode.White.SelectMany(static range => Enumerable.Range(range.First, range.Last - range.First + 1)).Where(static c => c is not (' ' or NextLine)).Select(static c => (uint)c)];

        // What acts on its neighbours becomes what it alone becomes or what a rule or composition says, and none of these say white space other than a blank.
        return white.Select(static c => (int)c).Concat(builder._neighbours.Domain()).All(c => builder.Run(c).ToArray().All(part => !white.Contains(part)))
            && !builder._neighbours.RulesWrite(white);
    }

    private void FillEntries()
    {
        if (_neighbours.MindsShortCharacters)
        {
            _entries.AsSpan(0, NeighbourRules.FirstOfThreeBytes).Fill(MappedEntry.Cluster << MappedEntry.MindedShift);
        }

        foreach (int codePoint in _neighbours.Domain())
        {
            _entries[codePoint] = Entry(codePoint);
        }
    }

    private uint Entry(int codePoint)
    {
        CharacterList characters = _memory.First;
        CharacterList next = _memory.Second;
        characters.Clear();
        characters.Add((uint)codePoint, 0, 1);
        uint flags = 0;
        for (int i = 0; i < _running.Length; i++)
        {
            flags |= _neighbours.Flags(i, characters.Text);
            next.Clear();
            _running[i].Apply(characters, next, StretchEdges.None, _memory);
            (characters, next) = (next, characters);
        }

        return flags | Action(codePoint, characters.Text);
    }

    private ReadOnlySpan<uint> Run(int codePoint)
    {
        CharacterList characters = _memory.First;
        CharacterList next = _memory.Second;
        characters.Clear();
        characters.Add((uint)codePoint, 0, 1);
        foreach (TextStep step in _running)
        {
            next.Clear();
            step.Apply(characters, next, StretchEdges.None, _memory);
            (characters, next) = (next, characters);
        }

        return characters.Text;
    }

    private uint Action(int codePoint, ReadOnlySpan<uint> result)
    {
        if (result.Length == 0)
        {
            return MappedEntry.Drop | MappedEntry.Joins;
        }

        if (result.Length == 1 && result[0] == (uint)codePoint)
        {
            return MappedEntry.Copy;
        }

        if (Tokenization.Unicode.Hangul.IsSyllable((uint)codePoint) && IsDecomposition((uint)codePoint, result))
        {
            return MappedEntry.Hangul;
        }

        StringBuilder text = new();
        foreach (uint part in result)
        {
            text.Append(char.ConvertFromUtf32((int)part));
        }

        byte[] utf8 = Encoding.UTF8.GetBytes(text.ToString());
        return utf8.Length <= MappedEntry.MaxLength && TryPool(text.ToString(), utf8) is { } place
            ? MappedEntry.Replace | (uint)place << MappedEntry.PoolShift
            : MappedEntry.AsksSteps;
    }

    private static bool IsDecomposition(uint syllable, ReadOnlySpan<uint> result)
    {
        bool isSame = result.Length == Tokenization.Unicode.Hangul.PartsOf(syllable);
        for (int i = 0; isSame && i < result.Length; i++)
        {
            isSame = result[i] == Tokenization.Unicode.Hangul.PartOf(syllable, i);
        }

        return isSame;
    }

    /// <summary>Null when the pool is full.</summary>
    private int? TryPool(string text, byte[] utf8)
    {
        if (!_places.TryGetValue(text, out int place))
        {
            place = _pool.Count / MappedEntry.PoolUnit;
            if (place > MappedEntry.MaxPoolIndex)
            {
                return null;
            }

            _places.Add(text, place);
            _pool.Add((byte)utf8.Length);
            _pool.AddRange(utf8);
            while (_pool.Count % MappedEntry.PoolUnit != 0)
            {
                _pool.Add(0);
            }
        }

        return place;
    }

    private byte[] WriteSteps()
    {
        int at = sizeof(int) + _parts.Length * MappedNormalizer.StepLength;
        List<int> header = [_parts.Length];
        foreach ((TextStepKind kind, byte[] parameters, _) in _parts)
        {
            header.AddRange([(int)kind, at, parameters.Length]);
            at += TableWriter.Aligned(parameters.Length);
        }

        byte[] section = new byte[at];
        TableWriter.Numbers([.. header]).CopyTo(section, 0);
        for (int i = 0; i < _parts.Length; i++)
        {
            _parts[i].Parameters.CopyTo(section, header[2 + 3 * i]);
        }

        return section;
    }

    private byte[] Write()
    {
        byte[] table = TwoStageBuilder.Build(MemoryMarshal.AsBytes(_entries.AsSpan()), sizeof(uint));
        int pool = MappedNormalizer.HeaderLength + table.Length;
        int steps = TableWriter.Aligned(pool + _pool.Count + TableFormat.Padding);
        byte[] section = new byte[steps + _steps.Length];
        (byte First, byte Second) own = OwnCharacters();
        bool lowercases = Enumerable.Range('A', 26).All(c => IsLowercased((uint)c));
        int flags = (lowercases ? MappedNormalizer.LowercasesAscii : 0)
            | (_neighbours.HasEdges ? MappedNormalizer.HasEdges : 0)
            | (_neighbours.MayShiftPlaces ? MappedNormalizer.ShiftsPlaces : 0);
        TableWriter.Numbers([flags, MappedNormalizer.HeaderLength, pool, steps, own.First | own.Second << 8]).CopyTo(section, 0);
        for (int c = 0; c < 0x80; c++)
        {
            if (!(lowercases && c is >= 'A' and <= 'Z') && !IsCopied(_entries[c], (byte)c, own))
            {
                section[MappedNormalizer.BlockTableOffset + (c & 15)] |= (byte)(1 << (c >> 4));
            }
        }

        table.CopyTo(section, MappedNormalizer.HeaderLength);
        _pool.CopyTo(section, pool);
        _steps.CopyTo(section, steps);
        return section;
    }

    private bool IsLowercased(uint codePoint)
    {
        uint entry = _entries[codePoint];
        int place = (int)(entry >> MappedEntry.PoolShift) * MappedEntry.PoolUnit;
        const uint Others = MappedEntry.AsksSteps | MappedEntry.Joins | MappedEntry.Holds | MappedEntry.KindMask << MappedEntry.MindsShift;
        return (entry & MappedEntry.ActionMask) == MappedEntry.Replace && (entry & Others) == 0 && _pool[place] == 1 && _pool[place + 1] == (codePoint | 0x20);
    }

    private static bool IsCopied(uint entry, byte character, (byte First, byte Second) own) =>
        (entry & (MappedEntry.ActionMask | MappedEntry.AsksSteps | MappedEntry.Joins | MappedEntry.Holds)) == MappedEntry.Copy
        && (MappedEntry.Minds(entry) == 0 || character == own.First || character == own.Second);

    /// <summary>ASCII characters that mind nothing but their like; 0xFF where there are fewer.</summary>
    private (byte First, byte Second) OwnCharacters()
    {
        List<byte> own = [];
        for (int run = 0; run < MappedEntry.Runs; run++)
        {
            uint kind = MappedEntry.FirstRun << run;
            int[] minding = [.. Enumerable.Range(0, 0x80).Where(c => (MappedEntry.Minds(_entries[c]) & kind) != 0)];
            int[] minded = [.. Enumerable.Range(0, 0x80).Where(c => (MappedEntry.Minded(_entries[c]) & kind) != 0)];
            int[] copied = [.. minding.Where(c => (_entries[c] & MappedEntry.ActionMask) == MappedEntry.Copy)];

            // Others of the kind are looked at one by one, and stand between blocks.
            if (copied.Length == 1 && MappedEntry.Minds(_entries[copied[0]]) == kind
                && minded.All(c => c == copied[0] || (_entries[c] & MappedEntry.ActionMask) != MappedEntry.Copy))
            {
                own.Add((byte)copied[0]);
            }
        }

        return (own.Count > 0 ? own[0] : (byte)0xFF, own.Count > 1 ? own[1] : (byte)0xFF);
    }
}
