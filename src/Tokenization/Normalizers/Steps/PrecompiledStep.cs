using System.Runtime.InteropServices;
using Sememe.Tokenization.Tables;
using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization.Normalizers.Steps;

/// <summary>Precompiled: SentencePiece's rules, applied as Hugging Face does.</summary>
/// <remarks>
/// A grapheme cluster of fewer than six bytes is replaced as a whole by the shortest rule that it starts with; where there is none, and in longer
/// clusters, each character is by itself. SentencePiece would take the longest rule and replace only what the rule says.
/// <code>
/// u32 length of the trie in bytes   u32 length of the pool in bytes   u32 rules that are empty
/// trie of rules (see <see cref="DoubleArray"/>), values are places in the pool   pool: u32 length, u32 × code points
/// ranges of <see cref="GraphemeClusters"/>
/// </code>
/// </remarks>
internal sealed class PrecompiledStep(TableBlob tables, TableSection section) : TextStep
{
    public const int HeaderLength = 12;

    /// <summary>Clusters from this many bytes on are taken character by character.</summary>
    public const int LongCluster = 6;

    public override void Apply(CharacterList source, CharacterList destination, StretchEdges edges, StepMemory memory)
    {
        Rules rules = new(tables.Slice(section));
        PendingWriter writer = new(source, destination, hasCharactersBefore: (edges & StretchEdges.Start) == 0);
        ReadOnlySpan<uint> text = source.Text;
        for (int at = 0; at < text.Length;)
        {
            int end = rules.Clusters.FindEnd(text, at);
            ReadOnlySpan<uint> cluster = text.Slice(at, end - at);
            at = end;
            if (rules.TryFind(cluster, out ReadOnlySpan<uint> content))
            {
                writer.Replace(cluster.Length, content);
                continue;
            }

            for (int i = 0; i < cluster.Length; i++)
            {
                if (rules.TryFind(cluster.Slice(i, 1), out content))
                {
                    writer.Replace(1, content);
                }
                else
                {
                    writer.Add(cluster[i], 0);
                }
            }
        }

        writer.Flush();
    }

    private readonly ref struct Rules
    {
        private readonly ReadOnlySpan<byte> _trie;
        private readonly ReadOnlySpan<uint> _pool;

        public Rules(ReadOnlySpan<byte> section)
        {
            ReadOnlySpan<int> header = MemoryMarshal.Cast<byte, int>(section);
            _trie = section.Slice(HeaderLength, header[0]);
            _pool = MemoryMarshal.Cast<byte, uint>(section.Slice(HeaderLength + header[0], header[1]));
            Clusters = new GraphemeClusters(section.Slice(HeaderLength + header[0] + header[1]));
        }

        public GraphemeClusters Clusters { get; }

        /// <summary>What the shortest rule makes of characters that start with it; false when there is none, or the characters have too many bytes.</summary>
        public bool TryFind(ReadOnlySpan<uint> characters, out ReadOnlySpan<uint> content)
        {
            content = default;
            Span<byte> bytes = stackalloc byte[LongCluster + Utf8.MaxLength];
            int length = 0;
            foreach (uint codePoint in characters)
            {
                length += Utf8.Encode(codePoint, ref bytes[length]);
                if (length >= LongCluster)
                {
                    return false;
                }
            }

            ref byte units = ref MemoryMarshal.GetReference(_trie);
            uint position = DoubleArray.Root(ref units);
            foreach (byte next in bytes.Slice(0, length))
            {
                if (!DoubleArray.TryStep(ref units, next, ref position, out bool hasValue))
                {
                    return false;
                }

                if (hasValue)
                {
                    int place = DoubleArray.ValueAt(ref units, position);
                    content = _pool.Slice(place + 1, (int)_pool[place]);
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Keeps the last character back, because a rule that shortens the text changes it.</summary>
    private ref struct PendingWriter
    {
        private readonly bool _hasCharactersBefore;
        private ChangeWriter _writer;
        private uint _codePoint;
        private int _change;
        private bool _isPending;

        public PendingWriter(CharacterList source, CharacterList destination, bool hasCharactersBefore)
        {
            _writer = new ChangeWriter(source, destination);
            _hasCharactersBefore = hasCharactersBefore;
        }

        public void Add(uint codePoint, int change)
        {
            Flush();
            (_codePoint, _change, _isPending) = (codePoint, change, true);
        }

        public void Replace(int characters, ReadOnlySpan<uint> content)
        {
            for (int i = 0; i < content.Length; i++)
            {
                Add(content[i], i < characters ? 0 : 1);
            }

            int removed = Math.Max(0, characters - content.Length);
            if (_isPending)
            {
                _change -= removed;
            }
            else if (_hasCharactersBefore)
            {
                _writer.Pass(removed); // the character before the stretch passes over them
            }
        }

        public void Flush()
        {
            if (_isPending)
            {
                _writer.Add(_codePoint, _change);
            }
        }
    }
}
