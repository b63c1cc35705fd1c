namespace Sememe.Tokenization.PreTokenizers;

/// <summary>Where Metaspace puts a mark in front. The numbers are part of the table format.</summary>
internal enum MetaspaceScheme
{
    /// <summary>Before every split that does not begin with one.</summary>
    Always = 0,

    /// <summary>Before the one that begins the text.</summary>
    First = 1,

    /// <summary>Nowhere.</summary>
    Never = 2,
}
