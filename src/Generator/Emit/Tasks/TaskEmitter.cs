using Sememe.Compiler;
using Sememe.Compiler.Tasks;

namespace Sememe.Generator.Emit.Tasks;

/// <summary>What is generated for a task. One file per task; loading, constants and the tokenizer are the same for all.</summary>
internal abstract class TaskEmitter
{
    /// <summary>Keys of the members that some task has.</summary>
    public static IEnumerable<string> AllMembers =>
    [
        .. ContextMembers.Surface, .. SentenceEmitter.Members, .. ClassifyingEmitter.Members, .. ScoringEmitter.ScoringMembers, .. ScoringEmitter.RegressionMembers,
        .. TaggingEmitter.Members, .. AnsweringEmitter.Members, .. FillingEmitter.Members, .. GeneratingEmitter.Members,
        .. TranslatingEmitter.Members,
    ];

    /// <summary>False for a class without token ids: it has none of the members that are about them.</summary>
    public virtual bool HasTokenizer => true;

    /// <summary>Class of the runtime that members forward to; null for a class without a network.</summary>
    public virtual string? RuntimeClass => null;

    /// <summary>Interface that the class implements; null for none.</summary>
    public virtual string? Interface => RuntimeClass is null ? null : "ILanguageModel";

    /// <summary>Keys of all members.</summary>
    public abstract IReadOnlyList<string> Surface { get; }

    /// <summary>Constants of the interface beyond name and length: name, and declaration with <c>{0}</c> for the class.</summary>
    public virtual IEnumerable<(string Name, string Declaration)> InterfaceConstants => [];

    /// <summary>Members of the interface beyond loading: key, and declaration with <c>{0}</c> for the class.</summary>
    public virtual IEnumerable<(string Key, string Declaration)> InterfaceMembers => [];

    /// <summary>Lines of the model's description that only this task has, indented by twelve blanks.</summary>
    public virtual string Description => "";

    /// <summary>The emitter of a model's task; the richest one where an error leaves the task unknown, so that code that uses the class still binds.</summary>
    public static TaskEmitter Of(CompiledModel model) => model.Specification?.Task switch
    {
        TokenizingTask => new TokenizingEmitter(),
        ContextTask { ReadsCharacters: true } => new CharacterContextEmitter(),
        ContextTask => new ContextEmitter(),
        ClassifyingTask task => new ClassifyingEmitter(task),
        ScoringTask task => new ScoringEmitter(task),
        TaggingTask task => new TaggingEmitter(task),
        AnsweringTask task => new AnsweringEmitter(task),
        FillingTask task => new FillingEmitter(task),
        GeneratingTask task => new GeneratingEmitter(task),
        TranslatingTask task => new TranslatingEmitter(task),
        SentenceTask task => new SentenceEmitter(task),
        _ => new SentenceEmitter(new SentenceTask()),
    };

    /// <summary>Writes the constants that only this task has.</summary>
    public virtual void WriteConstants(MemberWriter members)
    {
    }

    /// <summary>Writes the members.</summary>
    public virtual void WriteMembers(MemberWriter members)
    {
    }

    /// <summary>What the class is, for its documentation; without the tokenizer.</summary>
    public abstract string Facts(ModelSpec specification);

    /// <summary>An activation, or none.</summary>
    protected static string Activation(CompilerServices.Activation? activation) => activation is null ? "null" : "global::Sememe.CompilerServices.Activation." + activation;

    /// <summary>True and false as code spells them.</summary>
    protected static string Boolean(bool value) => value ? "true" : "false";
}
