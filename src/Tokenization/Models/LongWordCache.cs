using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Sememe.Tokenization.Models;

/// <summary>Like <see cref="WordCache"/>, for words of up to 31 bytes with up to 15 tokens: what it does not take.</summary>
internal sealed class LongWordCache
{
    /// <summary>Most bytes of a word.</summary>
    public const int MaxLength = 31;

    /// <summary>Most tokens of a word.</summary>
    public const int MaxTokens = 15;

    private const int Bits = 12;
    private const int KeyLength = 4;
    private const int TokensLength = MaxTokens + 1;

    private readonly ulong[] _keys = new ulong[KeyLength << Bits];
    private readonly uint[] _tokens = new uint[TokensLength << Bits];

    /// <summary>Which bytes of 32 belong to a word of each length from 0 to 31.</summary>
    private static ReadOnlySpan<byte> Masks =>
    [
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>Reads a word of 1 to 31 bytes as four numbers; 32 bytes must be readable at <paramref name="text"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Key Read(ref byte text, int length)
    {
        ref byte mask = ref Unsafe.Add(ref MemoryMarshal.GetReference(Masks), MaxLength - length);
        return new Key(
            Part(ref text, ref mask, 0), Part(ref text, ref mask, 8), Part(ref text, ref mask, 16), Part(ref text, ref mask, 24) | (ulong)(uint)length << 56);
    }

    /// <summary>The tokens of a word; empty when it is not here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<uint> Find(scoped in Key key)
    {
        int place = key.Place;
        ref ulong found = ref _keys[KeyLength * place];
        return ((found ^ key.First) | (Unsafe.Add(ref found, 1) ^ key.Second) | (Unsafe.Add(ref found, 2) ^ key.Third) | (Unsafe.Add(ref found, 3) ^ key.Fourth)) == 0
            ? _tokens.AsSpan(TokensLength * place + 1, (int)_tokens[TokensLength * place])
            : default;
    }

    /// <summary>Takes a word with at most <see cref="MaxTokens"/> tokens.</summary>
    public void Set(in Key key, ReadOnlySpan<int> ids, ReadOnlySpan<int> lengths, uint marks)
    {
        int place = key.Place;
        key.CopyTo(_keys.AsSpan(KeyLength * place));
        Span<uint> tokens = _tokens.AsSpan(TokensLength * place, TokensLength);
        tokens[0] = (uint)ids.Length;
        PackedToken.Pack(ids, lengths, marks, tokens.Slice(1));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Part(ref byte text, ref byte mask, int at) =>
        Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref text, at)) & Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref mask, at));

    /// <summary>A word: its bytes, zeros, and its length in the last byte.</summary>
    internal readonly struct Key(ulong first, ulong second, ulong third, ulong fourth)
    {
        public ulong First { get; } = first;

        public ulong Second { get; } = second;

        public ulong Third { get; } = third;

        public ulong Fourth { get; } = fourth;

        /// <summary>Where the word would be.</summary>
        public int Place
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get
            {
                // Odd constants with well mixed bits (the golden ratio, square roots of 3, 5 and 7).
                ulong low = (First * 0x9E3779B97F4A7C15) ^ (Second * 0xBB67AE8584CAA73B);
                ulong high = (Third * 0x3C6EF372FE94F82B) ^ (Fourth * 0xA54FF53A5F1D36F1);
                ulong hash = low ^ (high >> 31 | high << 33);
                return (int)(((hash ^ (hash >> 29)) * 0x9E3779B97F4A7C15) >> (64 - Bits));
            }
        }

        public void CopyTo(Span<ulong> destination)
        {
            destination[0] = First;
            destination[1] = Second;
            destination[2] = Third;
            destination[3] = Fourth;
        }
    }
}
