using Sememe.Compiler;
using Sememe.Compiler.Folders;
using Sememe.CompilerServices;

namespace Sememe.Generator.Literals;

/// <summary>A model's tokenizer inside the compiler. Equal to another over the same tables, so that the pipeline keeps the one that is open.</summary>
internal sealed class LiteralTokenizer : IEquatable<LiteralTokenizer>
{
    private readonly object? _source;
    private readonly Lazy<(CompiledModel Model, Tokenizer? Tokenizer)> _opened;

    private LiteralTokenizer(string name, object? source, Func<CompiledModel> compile)
    {
        Name = name;
        _source = source;
        _opened = new Lazy<(CompiledModel, Tokenizer?)>(() => Open(compile()));
    }

    /// <summary>Name of the model.</summary>
    public string Name { get; }

    /// <summary>Longest input in tokens, special tokens included.</summary>
    public int MaxTokens => _opened.Value.Model.Specification?.MaxTokens ?? 0;

    /// <summary>The tokenizer, opened at first use; null when there is none.</summary>
    public Tokenizer? Tokenizer => _opened.Value.Tokenizer;

    /// <summary>Why there is no tokenizer; null when there is one, and when the model's own errors say why not.</summary>
    public string? Problem => Tokenizer is null && IsSound(_opened.Value.Model) ? $"the model '{Name}' reads words by their characters and has no token ids" : null;

    /// <summary>The tokenizer of a model with its tables in the assembly.</summary>
    public static LiteralTokenizer Of(CompiledModel model)
    {
        CompiledModel kept = model.WithoutFindings();
        return IsSound(model) ? new LiteralTokenizer(model.Name, kept, () => kept) : new LiteralTokenizer(model.Name, null, () => model);
    }

    /// <summary>The tokenizer of a model with its tables in a file, which a generator cannot read: they are compiled again, when a text needs them.</summary>
    public static LiteralTokenizer Of(ModelFolder folder) =>
        new(folder.Name, folder, () => ModelCompiler.Compile(folder.WithTablesInAssembly(), CancellationToken.None));

    public bool Equals(LiteralTokenizer? other) => other is not null && Name == other.Name && Equals(_source, other._source);

    public override bool Equals(object? obj) => Equals(obj as LiteralTokenizer);

    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Name);

    private static (CompiledModel Model, Tokenizer? Tokenizer) Open(CompiledModel model) =>
        (model, IsSound(model) && model.Tables is { } tables ? new Tokenizer(new TokenizerTables(tables.Encoding, tables.Decoding)) : null);

    private static bool IsSound(CompiledModel model) => model.Findings.All(static finding => !finding.IsError);
}
