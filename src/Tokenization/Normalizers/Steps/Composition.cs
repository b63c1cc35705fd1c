using Sememe.Tokenization.Unicode;

namespace Sememe.Tokenization.Normalizers.Steps;

/// <summary>Puts decomposed characters in canonical order and, where the form asks for it, composes them again.</summary>
/// <remarks>A starter waits for the marks behind it; places go with the marks as Hugging Face's do: the k-th that has one takes the k-th of the source.</remarks>
internal ref struct Composition
{
    private readonly FormData _data;
    private readonly MarkOrder _marks;
    private uint _starter;
    private int _starterChange;
    private bool _hasStarter;

    public Composition(FormData data, MarkOrder marks)
    {
        _data = data;
        _marks = marks;
        marks.Clear();
    }

    /// <summary>Adds the <paramref name="part"/>-th character of a decomposition.</summary>
    public void Add(uint codePoint, int part, ref ChangeWriter writer)
    {
        int combiningClass = _data.CombiningClass(codePoint);
        if (combiningClass != 0)
        {
            _marks.Add(codePoint, combiningClass, part > 0);
            return;
        }

        int change = part > 0 ? 1 : 0;
        if (!_data.Composes)
        {
            WriteMarks(ref writer);
            writer.Add(codePoint, change);
            return;
        }

        bool marksStay = ComposeMarks(ref writer);
        if (_hasStarter && !marksStay && Compose(_starter, codePoint) is var composed and not 0)
        {
            _starter = composed;
            _starterChange += change - 1;
            return;
        }

        Flush(ref writer);
        (_starter, _starterChange, _hasStarter) = (codePoint, change, true);
    }

    /// <summary>Writes what is left.</summary>
    public void Finish(ref ChangeWriter writer)
    {
        if (_data.Composes)
        {
            ComposeMarks(ref writer);
            Flush(ref writer);
        }
        else
        {
            WriteMarks(ref writer);
        }
    }

    /// <summary>Lets the starter take the marks that it composes with; those that stay keep waiting. True when some do.</summary>
    private bool ComposeMarks(ref ChangeWriter writer)
    {
        _marks.Sort();
        if (!_hasStarter)
        {
            WriteMarks(ref writer); // nothing to compose with
            return false;
        }

        int stay = 0;
        int lastClass = -1;
        for (int i = 0; i < _marks.Count; i++)
        {
            int combiningClass = _marks.CombiningClass(i);
            uint composed = lastClass < combiningClass ? Compose(_starter, _marks.CodePoint(i)) : 0;
            if (composed != 0)
            {
                _starter = composed;
                _starterChange += _marks.Change(i) - 1;
            }
            else
            {
                _marks.Move(i, stay++);
                lastClass = combiningClass;
            }
        }

        _marks.Truncate(stay);
        return stay > 0;
    }

    private void Flush(ref ChangeWriter writer)
    {
        if (_hasStarter)
        {
            writer.Add(_starter, _starterChange);
            _hasStarter = false;
        }

        WriteOrdered(ref writer);
    }

    private readonly void WriteMarks(ref ChangeWriter writer)
    {
        _marks.Sort();
        WriteOrdered(ref writer);
    }

    private readonly void WriteOrdered(ref ChangeWriter writer)
    {
        for (int i = 0; i < _marks.Count; i++)
        {
            writer.Add(_marks.CodePoint(i), _marks.Change(i));
        }

        _marks.Clear();
    }

    private readonly uint Compose(uint first, uint second) => Hangul.Compose(first, second) is var syllable and not 0 ? syllable : _data.Compose(first, second);
}
