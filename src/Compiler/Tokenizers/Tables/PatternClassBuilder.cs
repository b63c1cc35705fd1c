using Sememe.Compiler.Tokenizers.Unicode;
using Sememe.Tokenization.Unicode;

namespace Sememe.Compiler.Tokenizers.Tables;

/// <summary>Builds the section of <see cref="PatternClasses"/>.</summary>
internal static class PatternClassBuilder
{
    public static byte[] Build(PatternData data)
    {
        byte[] classes = new byte[UnicodeData.CodePoints];
        Set(classes, data.Uppercase, PatternClass.Uppercase);
        Set(classes, data.Lowercase, PatternClass.Lowercase);
        Set(classes, data.OtherLetters, PatternClass.OtherLetter);
        Set(classes, data.Marks, PatternClass.Mark);
        Set(classes, data.Numbers, PatternClass.Number);
        Set(classes, data.White, PatternClass.White);
        classes['\r'] |= (byte)PatternClass.Newline;
        classes['\n'] |= (byte)PatternClass.Newline;
        return [.. BitConverter.GetBytes(OtherLeads(classes)), .. TwoStageBuilder.Build(classes, 1)];
    }

    /// <summary>The number of its script for every code point.</summary>
    public static byte[] BuildScripts(PatternData data)
    {
        byte[] scripts = new byte[UnicodeData.CodePoints];
        foreach ((CodePointRange range, byte script) in data.Scripts)
        {
            scripts.AsSpan(range.First, range.Last - range.First + 1).Fill(script);
        }

        return TwoStageBuilder.Build(scripts, 1);
    }

    private static void Set(byte[] classes, CodePointRange[] ranges, PatternClass kind)
    {
        foreach (CodePointRange range in ranges)
        {
            for (int c = range.First; c <= range.Last; c++)
            {
                classes[c] |= (byte)kind;
            }
        }
    }

    private static ulong OtherLeads(byte[] classes)
    {
        ulong leads = 0;
        byte[] encoded = new byte[Utf8.MaxLength];
        for (int c = 0x80; c < classes.Length; c++)
        {
            if ((classes[c] & (byte)PatternClass.Letter) == 0 && c is < 0xD800 or > 0xDFFF)
            {
                Utf8.Encode((uint)c, ref encoded[0]);
                leads |= 1ul << (encoded[0] & 63);
            }
        }

        return leads;
    }
}
