using System.Text;
using Sememe.Tokenization.Decoders.Steps;

namespace Sememe.Tokenization.Decoders;

/// <summary>Hugging Face's clean-up of a decoded token: no blank before punctuation and contractions.</summary>
internal static class EnglishCleanUp
{
    /// <summary>What becomes what, in this order.</summary>
    private static readonly (byte[] From, byte[] To)[] s_replacements = Array.ConvertAll(
        new (string From, string To)[]
        {
            (" .", "."), (" ?", "?"), (" !", "!"), (" ,", ","), (" ' ", "'"), (" n't", "n't"), (" 'm", "'m"), (" do not", " don't"), (" 's", "'s"),
            (" 've", "'ve"), (" 're", "'re"),
        },
        static pair => (Encoding.UTF8.GetBytes(pair.From), Encoding.UTF8.GetBytes(pair.To)));

    /// <summary>Cleans up what was appended since a length.</summary>
    public static void Apply(int start, TextList texts)
    {
        foreach ((byte[] from, byte[] to) in s_replacements)
        {
            Replacement.Apply(start, from, to, texts);
        }
    }
}
