namespace Sememe.Compiler.Folders;

/// <summary>Under which keys the compiler hands on what the targets say about an AdditionalFile.</summary>
internal static class ModelFileMetadata
{
    /// <summary>Name of the model that a file belongs to.</summary>
    public const string Model = "build_metadata.AdditionalFiles.SememeModel";

    /// <summary>Path inside the model folder, with <c>/</c>.</summary>
    public const string Path = "build_metadata.AdditionalFiles.SememePath";
}
