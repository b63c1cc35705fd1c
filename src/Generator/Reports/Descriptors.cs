using Microsoft.CodeAnalysis;
using Sememe.Compiler.Findings;

namespace Sememe.Generator.Reports;

/// <summary>The rules about model files, model classes and texts that are compiled. Each has a page in docs/rules.</summary>
/// <remarks>Message argument 0 of a rule about a file is the place in it, <c>config.json(12,5): </c>, or nothing.</remarks>
internal static class Descriptors
{
    private const string Files = "Sememe.Models";
    private const string Classes = "Sememe.Classes";
    private const string Texts = "Sememe.Texts";

    public static readonly DiagnosticDescriptor NotPartial = Error(
        FindingIds.NotPartial, Classes, "Model classes must be partial", "'{0}' must be partial, because the build writes the rest of the class");

    public static readonly DiagnosticDescriptor FolderNotFound = Error(
        FindingIds.FolderNotFound, Files, "There is no model of this name", "There is no model '{0}'. {1}.");

    public static readonly DiagnosticDescriptor FileMissing = Error(
        FindingIds.FileMissing, Files, "A file of the model is missing", FindingMessages.FileMissing);

    public static readonly DiagnosticDescriptor FileBroken = Error(
        FindingIds.FileBroken, Files, "A file of the model cannot be read", FindingMessages.Plain);

    public static readonly DiagnosticDescriptor Contradiction = Error(
        FindingIds.Contradiction, Files, "The files of the model contradict each other", FindingMessages.Plain);

    public static readonly DiagnosticDescriptor NotModelled = Error(
        FindingIds.NotModelled, Files, "The model has a part that Sememe does not model", FindingMessages.Plain);

    public static readonly DiagnosticDescriptor WeightsDoNotFit = Error(
        FindingIds.WeightsDoNotFit, Files, "The weights do not fit the configuration", FindingMessages.Plain);

    public static readonly DiagnosticDescriptor NoWeights = new(
        FindingIds.NoWeights,
        "The model has no weights",
        FindingMessages.NoWeights,
        Files,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(FindingIds.NoWeights));

    public static readonly DiagnosticDescriptor SeveralWeights = Error(
        FindingIds.SeveralWeights, Files, "The choice among the weights files is open", FindingMessages.SeveralWeights);

    public static readonly DiagnosticDescriptor TooMuchData = Error(
        FindingIds.TooMuchData, Files, "The tables are too large for one assembly", "The tables of the project's models take {0} bytes of string literals, an assembly has room for {1}. Keep them in files beside the weights: TableStorage=\"File\" in the metadata of a LanguageModel item.");

    public static readonly DiagnosticDescriptor MemberExists = Error(
        FindingIds.MemberExists, Classes, "A member is written and generated", "'{0}' is generated for '{1}' and cannot be written by hand as well. Rename or remove it.");

    public static readonly DiagnosticDescriptor LfsPointer = Error(
        FindingIds.LfsPointer, Files, "A file of the model is a Git LFS pointer", FindingMessages.LfsPointer);

    public static readonly DiagnosticDescriptor ClassForm = Error(
        FindingIds.ClassForm, Classes, "The class cannot be a model", "'{0}' cannot be a model: {1}");

    public static readonly DiagnosticDescriptor OnnxRuntimeOnly = new(
        FindingIds.OnnxRuntimeOnly,
        "Only ONNX Runtime can run the weights file",
        FindingMessages.OnnxRuntimeOnly,
        Files,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(FindingIds.OnnxRuntimeOnly));

    public static readonly DiagnosticDescriptor FilesDisagree = new(
        FindingIds.FilesDisagree,
        "Two files say how text becomes tokens, and not the same",
        FindingMessages.Plain,
        Files,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(FindingIds.FilesDisagree));

    public static readonly DiagnosticDescriptor LiteralForm = Error(
        FindingIds.LiteralForm, Texts, "The property cannot hold token ids", "'{0}' cannot hold token ids: {1}");

    public static readonly DiagnosticDescriptor LiteralModel = Error(
        FindingIds.LiteralModel, Texts, "There is no model to tokenize the text with", "The text of '{0}' cannot be tokenized: {1}");

    public static readonly DiagnosticDescriptor LiteralText = Error(
        FindingIds.LiteralText, Texts, "The text is not well-formed", "The text of '{0}' cannot be tokenized: {1}");

    public static readonly DiagnosticDescriptor LiteralCut = new(
        FindingIds.LiteralCut,
        "The text is longer than the model takes",
        "The text of '{0}' has {1} tokens, '{2}' takes {3}; the last {4} of the text are left out",
        Texts,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: HelpLinks.Of(FindingIds.LiteralCut));

    public static readonly DiagnosticDescriptor VectorClass = Error(
        FindingIds.VectorClass, Texts, "The class cannot hold the vectors of texts", "'{0}' cannot hold the vectors of texts: {1}");

    public static readonly DiagnosticDescriptor TextsFile = Error(
        FindingIds.TextsFile, Texts, "The texts cannot be embedded", "{0}{1}");

    public static readonly DiagnosticDescriptor VectorsMissing = Error(
        FindingIds.VectorsMissing, Texts, "The vectors are not computed yet", "The vectors of '{0}' {1}; build the project once");

    private static readonly Dictionary<string, DiagnosticDescriptor> s_all = new DiagnosticDescriptor[]
    {
        NotPartial, FolderNotFound, FileMissing, FileBroken, Contradiction, NotModelled, WeightsDoNotFit, NoWeights, SeveralWeights, TooMuchData,
        MemberExists, LfsPointer, ClassForm, OnnxRuntimeOnly, FilesDisagree, LiteralForm, LiteralModel, LiteralText, LiteralCut,
        VectorClass, TextsFile, VectorsMissing,
    }.ToDictionary(static descriptor => descriptor.Id);

    /// <summary>All rules of the generator.</summary>
    public static IEnumerable<DiagnosticDescriptor> All => s_all.Values;

    public static DiagnosticDescriptor Of(string id) => s_all[id];

    private static DiagnosticDescriptor Error(string id, string category, string title, string message) =>
        new(id, title, message, category, DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: HelpLinks.Of(id));

}
