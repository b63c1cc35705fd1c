using System.Runtime.InteropServices;
using Sememe.Tokenization.Tables;
using Sememe.Tokenization.Unicode;

namespace Sememe.Compiler.Tokenizers.Tables;

/// <summary>Builds a <see cref="JointTable"/> from what tokens match.</summary>
internal sealed class JointTableBuilder
{
    /// <summary>Of so many bits one is a pair's, so that one pair in so many seems to meet and does not.</summary>
    private const int BitsOfPair = 8;

    private const int FewestBits = 9;
    private const int HashBits = 64;

    private readonly HashSet<ulong> _pairs = [];
    private readonly ulong[] _amid = new ulong[JointTable.Places];
    private bool _hasParts;

    /// <summary>Adds a token: UTF-8 that may begin or end amid a character.</summary>
    public void Add(byte[] token)
    {
        int start = 0; // of the character before, or of what there is of it
        for (int at = 1; at < token.Length; at++)
        {
            if (Utf8.IsContinuation(token[at]))
            {
                continue;
            }

            if (Utf8.IsContinuation(token[start]))
            {
                _hasParts = true;
                _amid[token[at - 1] & (JointTable.Places - 1)] |= 1ul << (token[at] & (JointTable.Places - 1));
            }
            else
            {
                AddPair(token, start, at);
            }

            start = at;
        }
    }

    /// <param name="margin">See <see cref="JointTable"/>.</param>
    public byte[] Build(double margin = 0)
    {
        int bits = FewestBits;
        while (1 << bits < BitsOfPair * _pairs.Count)
        {
            bits++;
        }

        byte[] table = new byte[JointTable.HeaderLength + ((1 << bits) / 8)];
        int shift = HashBits - bits;
        MemoryMarshal.Cast<byte, double>(table.AsSpan())[0] = margin;
        MemoryMarshal.Cast<byte, int>(table.AsSpan(JointTable.ShiftOffset))[0] = shift;
        MemoryMarshal.Cast<byte, int>(table.AsSpan(JointTable.FlagsOffset))[0] = _hasParts ? 1 : 0;
        _amid.CopyTo(MemoryMarshal.Cast<byte, ulong>(table.AsSpan(JointTable.AmidOffset)));
        foreach (ulong pair in _pairs)
        {
            uint bit = JointTable.Bit(pair, shift);
            table[JointTable.HeaderLength + (int)(bit >> 3)] |= (byte)(1 << (int)(bit & 7));
        }

        return table;
    }

    private void AddPair(byte[] token, int start, int at)
    {
        uint before = Character(token, start, at);
        int end = at + Utf8.LengthOf(token[at]);
        if (end <= token.Length)
        {
            _pairs.Add(JointTable.Key(before, Character(token, at, end)));
        }
        else
        {
            _hasParts = true;
            _pairs.Add(JointTable.Key(before, token[at]));
        }
    }

    private static uint Character(byte[] token, int start, int end)
    {
        uint character = 0;
        for (int i = Math.Min(end, start + Utf8.MaxLength) - 1; i >= start; i--)
        {
            character = character << 8 | token[i];
        }

        return character;
    }
}
