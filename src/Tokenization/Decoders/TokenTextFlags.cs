namespace Sememe.Tokenization.Decoders;

/// <summary>What is special about the text of a token. The numbers are part of the table format.</summary>
[Flags]
internal enum TokenTextFlags : byte
{
    None = 0,

    /// <summary>No token has this id.</summary>
    Absent = 1,

    /// <summary>Left out on request.</summary>
    Special = 2,

    /// <summary>Continues the word before: its prefix is not text.</summary>
    Continues = 4,

    /// <summary>Attaches to the text before without a blank, as <c>.</c> does.</summary>
    Attaches = 8,

    /// <summary>Decodes to other text than its spelling: two strings follow the spelling, one for the first token of a text, one for the others.</summary>
    Rewritten = 16,

    /// <summary>Begins as it is spelled: a mark of a blank at its start is one at the start of a text too.</summary>
    KeepsMark = 32,

    /// <summary>Has a role: the pieces before it are joined apart from those behind it.</summary>
    HasRole = 64,

    /// <summary>Is no part of the texts around it: blanks part it from them.</summary>
    StandsApart = 128,
}
