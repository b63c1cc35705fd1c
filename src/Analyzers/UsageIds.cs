namespace Sememe.Analyzers;

/// <summary>Ids of the rules about using generated models; each has a page in docs/rules. An id is never used twice.</summary>
internal static class UsageIds
{
    public const string DestinationTooSmall = "SEM101";
    public const string VectorsOfDifferentModels = "SEM102";
    public const string TextTooLong = "SEM103";
    public const string LoadInLoop = "SEM104";
    public const string NotDisposed = "SEM105";
    public const string PromptMissing = "SEM106";
    public const string PromptTwice = "SEM107";
    public const string OneByOne = "SEM108";
    public const string TokensOfAnotherModel = "SEM109";
    public const string OnnxRuntimeMissing = "SEM110";
    public const string UnknownLabel = "SEM111";
    public const string UsedAfterDispose = "SEM112";
    public const string RowsOutliveVectors = "SEM113";
}
