using Sememe.Tokenization.Tables;

namespace Sememe.Compiler.Tokenizers.Tables;

/// <summary>Writes the section of a stage that is any number of steps (see <see cref="StepTable"/>).</summary>
internal sealed class StepWriter
{
    private readonly List<(int Kind, byte[] Parameters)> _steps = [];

    public void Add(int kind, byte[] parameters) => _steps.Add((kind, parameters));

    /// <summary>Empty when there are no steps.</summary>
    public byte[] ToSection()
    {
        if (_steps.Count == 0)
        {
            return [];
        }

        int at = StepTable.HeaderLength + _steps.Count * StepTable.EntryLength;
        List<int> header = [_steps.Count];
        byte[] section = new byte[at + _steps.Sum(static step => TableWriter.Aligned(step.Parameters.Length))];
        foreach ((int kind, byte[] parameters) in _steps)
        {
            header.AddRange([kind, at, parameters.Length]);
            parameters.CopyTo(section, at);
            at += TableWriter.Aligned(parameters.Length);
        }

        TableWriter.Numbers([.. header]).CopyTo(section, 0);
        return section;
    }
}
