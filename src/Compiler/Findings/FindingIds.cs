namespace Sememe.Compiler.Findings;

/// <summary>Ids of the rules about model files, model classes and texts that are compiled; each has a page in docs/rules and a descriptor in the generator. An id is never used twice.</summary>
internal static class FindingIds
{
    public const string NotPartial = "SEM001";
    public const string FolderNotFound = "SEM002";
    public const string FileMissing = "SEM003";
    public const string FileBroken = "SEM004";
    public const string Contradiction = "SEM005";
    public const string NotModelled = "SEM006";
    public const string WeightsDoNotFit = "SEM007";
    public const string NoWeights = "SEM008";
    public const string SeveralWeights = "SEM009";
    public const string TooMuchData = "SEM010";
    public const string MemberExists = "SEM011";
    public const string LfsPointer = "SEM012";
    public const string BadItem = "SEM013";
    public const string ClassForm = "SEM014";
    public const string OnnxRuntimeOnly = "SEM015";
    public const string FilesDisagree = "SEM016";
    public const string LiteralForm = "SEM017";
    public const string LiteralModel = "SEM018";
    public const string LiteralText = "SEM019";
    public const string LiteralCut = "SEM020";
    public const string VectorClass = "SEM021";
    public const string TextsFile = "SEM022";
    public const string VectorsMissing = "SEM023";
}
