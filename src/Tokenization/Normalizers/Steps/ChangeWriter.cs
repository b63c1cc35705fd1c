namespace Sememe.Tokenization.Normalizers.Steps;

/// <summary>Gives characters their places as Hugging Face's NormalizedString.transform does: each with how many characters it adds to the text or takes from it.</summary>
/// <remarks>
/// 0 takes the place of the next character of the source, 1 shares the place of the last one that was taken, -n takes the next place and passes over
/// n more. A step that passes over too few or too many shifts all that follow, which is Hugging Face's behaviour too.
/// </remarks>
internal ref struct ChangeWriter
{
    private readonly CharacterList _source;
    private readonly CharacterList _destination;

    public ChangeWriter(CharacterList source, CharacterList destination)
    {
        _source = source;
        _destination = destination;
        Taken = 0;
    }

    /// <summary>Characters of the source that were taken or passed over.</summary>
    public int Taken { get; private set; }

    public void Add(uint codePoint, int change)
    {
        if (change > 0)
        {
            if (Taken == 0)
            {
                _destination.Add(codePoint, 0, 0);
            }
            else
            {
                _destination.Add(codePoint, _source, Taken - 1);
            }

            return;
        }

        _destination.Add(codePoint, _source, Taken);
        Taken += 1 - change;
    }

    /// <summary>Passes over characters that vanish.</summary>
    public void Pass(int count) => Taken += count;
}
