using System.Text;
using Sememe.Compiler.Collections;

namespace Sememe.Compiler.Tasks;

/// <summary>Labels and prompts → names in code.</summary>
/// <remarks>
/// The rules: letters and digits stay, everything else parts words; each word begins with a capital, and a word of capitals only goes on with
/// small letters (<c>B-PER</c> → <c>BPer</c>, <c>NOT_OFFENSIVE</c> → <c>NotOffensive</c>); a name that begins with a digit gets <c>_</c> before it
/// (<c>1 star</c> → <c>_1Star</c>); a label without a letter or digit is <c>Label</c> and its number; a name that is taken gets <c>_2</c>, <c>_3</c> …
/// after it, in the order of the labels. No name is a keyword, because those are small.
/// </remarks>
internal static class LabelIdentifiers
{
    /// <summary>Names for labels, in their order.</summary>
    public static EquatableArray<LabelSpec> Of(IReadOnlyList<string> labels)
    {
        HashSet<string> taken = new(StringComparer.Ordinal);
        List<LabelSpec> specs = [];
        for (int id = 0; id < labels.Count; id++)
        {
            string name = Of(labels[id], id);
            string free = name;
            for (int number = 2; !taken.Add(free); number++)
            {
                free = $"{name}_{number}";
            }

            specs.Add(new LabelSpec(labels[id], free));
        }

        return specs.ToEquatableArray();
    }

    private static string Of(string label, int id)
    {
        StringBuilder name = new();
        for (int start = 0; start < label.Length; start++)
        {
            int end = start;
            while (end < label.Length && char.IsLetterOrDigit(label[end]))
            {
                end++;
            }

            AppendWord(name, label.Substring(start, end - start));
            start = end;
        }

        if (name.Length == 0)
        {
            return $"Label{id}";
        }

        return char.IsLetter(name[0]) ? name.ToString() : "_" + name;
    }

    private static void AppendWord(StringBuilder name, string word)
    {
        if (word.Length == 0)
        {
            return;
        }

        bool isShouted = word.Length > 1 && !word.Any(char.IsLower);
        name.Append(char.ToUpperInvariant(word[0]));
        name.Append(isShouted ? word.Substring(1).ToLowerInvariant() : word.Substring(1));
    }
}
