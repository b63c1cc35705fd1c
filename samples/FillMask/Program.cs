using Sememe;

// The model in this repository is tiny and its weights are random: what it says means nothing. A real one, for example
// bert-base-uncased: put its folder from Hugging Face at models/<name> of a project and name it in the attribute.
using Filler model = Filler.Load();

foreach (TokenScore guess in model.Fill("All human beings are [MASK] free and equal.", count: 5))
{
    Console.WriteLine($"{guess.Score:0.0000}  {Filler.WordOf(guess)}");
}

// Two gaps: the room is shared out between them, and nothing is allocated.
Span<TokenScore> best = stackalloc TokenScore[6];
FillInfo info = model.Fill("Everyone has the [MASK] to [MASK].", best);
for (int gap = 0; gap < info.Masks; gap++)
{
    Console.Write($"gap {gap + 1}:");
    foreach (TokenScore guess in best.Slice(gap * info.PerMask, info.PerMask))
    {
        Console.Write($" {Filler.WordOf(guess)}");
    }

    Console.WriteLine();
}

[LanguageModel("tiny-filler")]
public sealed partial class Filler;
