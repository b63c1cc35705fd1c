using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Sememe.Tokenization.Normalizers.Steps;
using Sememe.Tokenization.Pipeline;
using Sememe.Tokenization.Tables;
using Sememe.Tokenization.Unicode;
#if NET
using System.Numerics;
using System.Runtime.Intrinsics;
#endif

namespace Sememe.Tokenization.Normalizers;

/// <summary>Any sequence of normalizers in one pass: what they make of a character among strangers was worked out at build time.</summary>
/// <remarks>
/// Where characters act on each other (marks that compose or change places, blanks that become one, clusters that a rule replaces) the stretch of them
/// is given to the steps themselves (<see cref="TextStep"/>). Where such a stretch begins and ends is in the table too, so the text is looked at once.
/// <code>
/// u32 flags   u32 offset of the table   u32 offset of the pool   u32 offset of the steps   u8 × 2: ASCII characters that mind themselves   u16 0
/// u8 × 16: bit h of byte l is set when the ASCII character of high half h and low half l is not copied (or lowercased) by blocks
/// two-stage table of <see cref="MappedEntry"/>   pool   u32 steps, steps × { u32 kind   u32 offset   u32 length }, their parameters
/// </code>
/// </remarks>
internal sealed class MappedNormalizer : Normalizer
{
    public const int LowercasesAscii = 1;
    public const int HasEdges = 2;
    public const int ShiftsPlaces = 4;
    public const int HeaderLength = 36;
    public const int OwnCharactersOffset = 16;
    public const int BlockTableOffset = 20;
    public const int StepLength = 12;

    /// <summary>Most bytes that one character becomes, and that copying a replacement touches.</summary>
    private const int MaxBytes = 20;

    private readonly TableBlob _tables;
    private readonly TableSection _section;
    private readonly int _flags;
    private readonly int _table;
    private readonly int _pool;
    private readonly TextStep[] _steps;
#if NET
    private readonly bool _vectorized;
#endif

    public MappedNormalizer(TableBlob tables, TableSection parameters, bool vectorized)
    {
        _tables = tables;
        _section = parameters;
        ReadOnlySpan<int> header = MemoryMarshal.Cast<byte, int>(tables.Slice(parameters).Slice(0, HeaderLength));
        _flags = header[0];
        _table = header[1];
        _pool = header[2];
        _steps = TextSteps.Read(tables, new TableSection(parameters.Offset + header[3], parameters.Length - header[3]));
#if NET
        _vectorized = vectorized && Vector128.IsHardwareAccelerated;
#else
        _ = vectorized;
#endif
    }

    public override void Normalize(NormalizedText source, NormalizedText destination)
    {
        int start = source.Start;
        int end = source.End;
        if (start >= end)
        {
            return;
        }

        if (destination.KeepsPlaces && MayShiftPlaces(source.Bytes, start, end))
        {
            ApplySteps(source, start, end, StretchEdges.Start | StretchEdges.End, destination);
            return;
        }

        if ((_flags & HasEdges) == 0)
        {
            NormalizeMiddle(source, start, end, destination);
            return;
        }

        int first = FindEndOfFirst(source, start, end);
        int last = first == end ? end : FindStartOfLast(source, first, end);
        StretchEdges edges = first == end ? StretchEdges.Start | StretchEdges.End : StretchEdges.Start;
        if (ApplySteps(source, start, first, edges, destination) == 0 && first < end)
        {
            // What a step puts before the text goes before the first character that is left.
            ApplySteps(source, start, end, StretchEdges.Start | StretchEdges.End, destination);
            return;
        }

        NormalizeMiddle(source, first, last, destination);
        if (last < end)
        {
            ApplySteps(source, last, end, StretchEdges.End, destination);
        }
    }

    /// <summary>Normalizes a stretch that nothing around it acts on.</summary>
    private void NormalizeMiddle(NormalizedText source, int at, int end, NormalizedText destination)
    {
        Place place = new(at, destination.End);
        while (at < end)
        {
            destination.Reserve(MaxBytes);
#if NET
            if (_vectorized)
            {
                at = CopyAscii(source, at, end, destination, ref place);
                if (at == end)
                {
                    break;
                }
            }
#endif
            at = NormalizeOneByOne(source, at, end, destination, ref place);
        }
    }

    /// <summary>Normalizes characters until it is worth to try a block again.</summary>
    private int NormalizeOneByOne(NormalizedText source, int at, int end, NormalizedText destination, ref Place place)
    {
        ref byte section = ref MemoryMarshal.GetReference(_tables.Slice(_section));
        ref byte table = ref Unsafe.Add(ref section, _table);
        ref byte text = ref source.Bytes[0];
        ref byte bytes = ref destination.Bytes[0];
        int limit = destination.Capacity;
        int length = destination.End;
        do
        {
            uint character = Utf8.Decode(ref Unsafe.Add(ref text, at), out int units);
            uint entry = TwoStageTable.ReadUInt32(ref table, character);
            uint minds = MappedEntry.Minds(entry) & place.Minded;
            if (((entry & MappedEntry.Joins) | place.Holds | minds) == 0)
            {
                place.Cut = at;
                place.CutLength = length;
            }

            if (((entry & MappedEntry.AsksSteps) | minds) != 0)
            {
                destination.Rewind(place.CutLength);
                int stretchEnd = FindCut(ref table, ref text, at + units, end, entry, place.Minded);
                ApplySteps(source, place.Cut, stretchEnd, StretchEdges.None, destination);
                place = new Place(stretchEnd, destination.End);
                return stretchEnd;
            }

            if ((entry & MappedEntry.ActionMask) == MappedEntry.Copy)
            {
                Unsafe.WriteUnaligned(ref Unsafe.Add(ref bytes, length), Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref text, at)));
                destination.AlignCopy(length, at, units);
                length += units;
            }
            else if ((entry & MappedEntry.ActionMask) == MappedEntry.Drop)
            {
                at += units;
                continue; // its neighbours become each other's
            }
            else
            {
                int written = Write(character, entry, ref section, ref Unsafe.Add(ref bytes, length));
                destination.Align(length, at, written, units);
                length += written;
            }

            at += units;
            place.Minded = MindedAfter(entry, place.Minded);
            place.Holds = entry & MappedEntry.Holds;
        }
        while (at < end && length + MaxBytes <= limit && ScalarPays(ref Unsafe.Add(ref text, at)));
        destination.End = length;
        return at;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Write(uint character, uint entry, ref byte section, ref byte destination)
    {
        if ((entry & MappedEntry.ActionMask) == MappedEntry.Hangul)
        {
            return Hangul.Decompose(character, ref destination);
        }

        ref byte replacement = ref Unsafe.Add(ref section, _pool + (nint)(entry >> MappedEntry.PoolShift) * MappedEntry.PoolUnit);
        Unsafe.WriteUnaligned(ref destination, Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref replacement, 1)));
        Unsafe.WriteUnaligned(ref Unsafe.Add(ref destination, 8), Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref replacement, 9)));
        return replacement;
    }

    /// <summary>The next place where what stands before it and behind it do not act on each other.</summary>
    private static int FindCut(ref byte table, ref byte text, int at, int end, uint before, uint minded)
    {
        minded = MindedAfter(before, minded);

        uint holds = before & MappedEntry.Holds;
        while (at < end)
        {
            uint entry = TwoStageTable.ReadUInt32(ref table, Utf8.Decode(ref Unsafe.Add(ref text, at), out int units));
            if (((entry & MappedEntry.Joins) | holds | (MappedEntry.Minds(entry) & minded)) == 0)
            {
                return at;
            }

            minded = MindedAfter(entry, minded);
            holds = ((entry & MappedEntry.ActionMask) == MappedEntry.Drop ? holds : 0) | (entry & MappedEntry.Holds);
            at += units;
        }

        return end;
    }

    /// <summary>What may be minded behind a character: what joins another may vanish with it, and then the one before that one is the neighbour.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint MindedAfter(uint entry, uint minded) =>
        MappedEntry.Minded(entry) | ((entry & MappedEntry.ActionMask) == MappedEntry.Drop || (entry & MappedEntry.Joins) != 0 ? minded : 0);

    /// <summary>Behind the characters that steps may remove at the start of a text, and at least one.</summary>
    private int FindEndOfFirst(NormalizedText source, int start, int end)
    {
        ref byte table = ref Unsafe.Add(ref MemoryMarshal.GetReference(_tables.Slice(_section)), _table);
        ref byte text = ref source.Bytes[0];
        int at = start;
        uint entry = MappedEntry.Edge;
        while (at < end && (entry & MappedEntry.Edge) != 0)
        {
            entry = TwoStageTable.ReadUInt32(ref table, Utf8.Decode(ref Unsafe.Add(ref text, at), out int units));
            at += units;
        }

        return FindCut(ref table, ref text, at, end, entry, MappedEntry.KindMask);
    }

    /// <summary>Before the characters that steps may remove at the end of a text.</summary>
    private int FindStartOfLast(NormalizedText source, int start, int end)
    {
        ref byte table = ref Unsafe.Add(ref MemoryMarshal.GetReference(_tables.Slice(_section)), _table);
        ref byte text = ref source.Bytes[0];
        int at = end;
        while (at > start)
        {
            int previous = Utf8.PreviousStart(source.Bytes, at);
            uint entry = TwoStageTable.ReadUInt32(ref table, Utf8.Decode(ref Unsafe.Add(ref text, previous), out _));
            if ((entry & (MappedEntry.Edge | MappedEntry.Holds)) == 0 && (at == end || !MayAct(ref table, ref text, entry, at)))
            {
                return at;
            }

            at = previous;
        }

        return at;
    }

    /// <summary>True unless nothing that a character minds can be before it.</summary>
    private static bool MayAct(ref byte table, ref byte text, uint before, int at)
    {
        uint entry = TwoStageTable.ReadUInt32(ref table, Utf8.Decode(ref Unsafe.Add(ref text, at), out _));
        return (entry & MappedEntry.Joins) != 0
            || (before & MappedEntry.ActionMask) == MappedEntry.Drop
            || (MappedEntry.Minds(entry) & MappedEntry.Minded(before)) != 0;
    }

    public override bool MayShiftPlaces(byte[] text, int start, int end)
    {
        if ((_flags & ShiftsPlaces) == 0)
        {
            return false;
        }

        ref byte table = ref Unsafe.Add(ref MemoryMarshal.GetReference(_tables.Slice(_section)), _table);
        uint entry;
        do
        {
            entry = TwoStageTable.ReadUInt32(ref table, Utf8.Decode(ref text[start], out int units));
            start += units;
            if ((entry & MappedEntry.ActionMask) == MappedEntry.Drop || (entry & MappedEntry.AsksSteps) != 0)
            {
                return true;
            }
        }
        while ((entry & MappedEntry.Edge) != 0 && start < end); // an earlier step may remove it, and then the next one is the first
        return false;
    }

    /// <summary>Gives a stretch to the steps. Returns how many characters are left of it.</summary>
    private int ApplySteps(NormalizedText source, int start, int end, StretchEdges edges, NormalizedText destination)
    {
        StepMemory memory = destination.StepMemory;
        CharacterList characters = memory.First;
        CharacterList next = memory.Second;
        characters.Clear();
        ref byte text = ref source.Bytes[0];
        for (int at = start; at < end;)
        {
            uint codePoint = Utf8.Decode(ref Unsafe.Add(ref text, at), out int units);
            characters.Add(codePoint, at, at + units);
            at += units;
        }

        foreach (TextStep step in _steps)
        {
            next.Clear();
            step.Apply(characters, next, edges, memory);
            (characters, next) = (next, characters);
        }

        Append(characters, destination);
        int count = characters.Count;
        memory.Shrink();
        return count;
    }

    private static void Append(CharacterList characters, NormalizedText destination)
    {
        for (int i = 0; i < characters.Count; i++)
        {
            destination.Reserve(Utf8.MaxLength);
            int length = Utf8.Encode(characters.CodePoints[i], ref destination.Bytes[destination.End]);
            destination.Align(destination.End, characters.Starts[i], length, characters.Ends[i] - characters.Starts[i]);
            destination.End += length;
        }
    }

    /// <summary>True when the next characters are not worth a block: ASCII characters that stand alone are common in other scripts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool ScalarPays(ref byte next)
    {
#if NET
        return !_vectorized || ((next | Unsafe.Add(ref next, 1)) & 0x80) != 0;
#else
        return true;
#endif
    }

    /// <summary>Where the text was cut last, and what the next character has to know of the one before it.</summary>
    private struct Place(int cut, int cutLength)
    {
        /// <summary>Last place in the source where a stretch can begin.</summary>
        public int Cut = cut;

        /// <summary>What the text before it has become.</summary>
        public int CutLength = cutLength;

        /// <summary>What may be minded in the character before.</summary>
        public uint Minded;

        /// <summary>Not 0 when the character before is nothing to cut behind.</summary>
        public uint Holds;
    }

#if NET
    /// <summary>Copies ASCII characters by blocks, up to the first that needs a closer look. Returns where that is.</summary>
    private int CopyAscii(NormalizedText source, int start, int end, NormalizedText destination, ref Place place)
    {
        ref byte section = ref MemoryMarshal.GetReference(_tables.Slice(_section));
        ref byte text = ref MemoryMarshal.GetArrayDataReference(source.Bytes);
        ref byte bytes = ref MemoryMarshal.GetArrayDataReference(destination.Bytes);
        Vector128<byte> special = Vector128.LoadUnsafe(ref section, BlockTableOffset);
        Vector128<byte> caseBit = Vector128.Create((_flags & LowercasesAscii) != 0 ? (byte)0x20 : (byte)0);
        Vector128<byte> firstOwn = Vector128.Create(Unsafe.Add(ref section, OwnCharactersOffset));
        Vector128<byte> secondOwn = Vector128.Create(Unsafe.Add(ref section, OwnCharactersOffset + 1));
        uint firstBefore = 1; // whatever stands before may be the same character: the first of a block is looked at alone when it minds itself
        uint secondBefore = 1;
        int at = start;
        int length = destination.End;
        int limit = Math.Min(end, at + destination.Capacity - length);
        int copied = Vector128<byte>.Count;
        while (copied == Vector128<byte>.Count && at < limit)
        {
            Vector128<byte> block = Vector128.LoadUnsafe(ref text, (nuint)at);
            uint isFirst = Vector128.Equals(block, firstOwn).ExtractMostSignificantBits();
            uint isSecond = Vector128.Equals(block, secondOwn).ExtractMostSignificantBits();
            uint stops = Specials(block, special) | (isFirst & (isFirst << 1 | firstBefore)) | (isSecond & (isSecond << 1 | secondBefore));
            firstBefore = isFirst >> (Vector128<byte>.Count - 1);
            secondBefore = isSecond >> (Vector128<byte>.Count - 1);
            Vector128<byte> isUpper = Vector128.LessThanOrEqual(block - Vector128.Create((byte)'A'), Vector128.Create((byte)25));
            (block | (isUpper & caseBit)).StoreUnsafe(ref bytes, (nuint)length);
            copied = Math.Min(BitOperations.TrailingZeroCount(stops | 1u << Vector128<byte>.Count), limit - at);
            at += copied;
            length += copied;
        }

        if (at > start)
        {
            destination.AlignCopy(destination.End, start, at - start);
            destination.End = length;
            uint entry = TwoStageTable.ReadUInt32(ref Unsafe.Add(ref section, _table), Unsafe.Add(ref text, at - 1));
            place = new Place(at - 1, length - 1) { Minded = MappedEntry.Minded(entry) };
        }

        return at;
    }

    /// <summary>The characters that are not ASCII, or ASCII that is not just copied.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Specials(Vector128<byte> block, Vector128<byte> special)
    {
        Vector128<byte> low = Vector128.ShuffleNative(special, block & Vector128.Create((byte)0x0F));
        Vector128<byte> high = Vector128.ShuffleNative(Vector128.Create((byte)1, 2, 4, 8, 16, 32, 64, 128, 0, 0, 0, 0, 0, 0, 0, 0), (block >>> 4) & Vector128.Create((byte)0x0F));
        return block.ExtractMostSignificantBits() | (~Vector128.Equals(low & high, Vector128<byte>.Zero)).ExtractMostSignificantBits();
    }
#endif
}
